package import Logging
import Metrics
import Synchronization

/// A log in memory, for running all services in one process.
///
/// It starts empty: what it held is lost with the process.
///
/// An idle consumer is woken by the append itself; a busy one finds everything that arrived meanwhile in its next
/// batch, so that batches grow with load and nothing ever waits for a batch to fill.
///
/// A record is kept until all groups of its topic have committed it. A topic that no group has ever joined keeps the
/// youngest records that fit in its bounds. When a partition is full because a group is slow, appends wait in line
/// for a while, and then fail with ``EventLogError/full``.
package final class InProcessEventLog: EventLog {
    private let settings: Settings
    private let clock: any Clock<Duration>
    private let logger: Logger
    private let box: DeadLetterBox
    private let topics = Mutex<[String: InProcessTopic]>([:])

    /// Makes an empty log.
    ///
    /// - Parameters:
    ///   - settings: The bounds.
    ///   - clock: Measures the wait for room and the pauses between attempts.
    ///   - logger: Is told of failing batches and dead letters, without their content.
    package init(
        settings: Settings = Settings(),
        clock: any Clock<Duration> = ContinuousClock(),
        logger: Logger = Logger(label: "parley.log"),
    ) {
        (self.settings, self.clock, self.logger) = (settings, clock, logger)
        box = DeadLetterBox(capacity: settings.deadLetters)
    }

    package func partitions(of topic: LogTopic) -> Int { topic.partitions ?? settings.partitions }

    /// Keeps records of a topic for a group from now on, although it has not joined yet.
    ///
    /// Without it a group that joins late misses what the other groups have consumed before.
    ///
    /// - Throws: ``EventLogError/unavailable`` if the topic is in use with another number of partitions.
    package func keepRecords(of topic: LogTopic, for group: String) throws(EventLogError) {
        _ = try state(of: topic).group(group)
    }

    /// How many records of a topic a group has still to commit; for operators and tests.
    ///
    /// - Throws: ``EventLogError/unavailable`` if the topic is in use with another number of partitions.
    package func lag(of group: String, on topic: LogTopic) throws(EventLogError) -> Int {
        try state(of: topic).queues.reduce(0) { $0 + $1.lag(of: group) }
    }

    /// The youngest dead letters of all topics and groups, oldest first.
    package var deadLetters: [DeadLetter] { box.letters }

    /// How many dead letters there ever were, including those dropped since.
    package var deadLetterCount: Int { box.total }

    package func append(lots: [[LogRecord]], to topic: LogTopic) async -> [EventLogError?] {
        do throws(EventLogError) {
            return await (try state(of: topic)).append(lots)
        } catch {
            return lots.map { _ in error }
        }
    }

    package func consume(
        _ topic: LogTopic, group: String, from start: GroupStart, with processor: any LogProcessor
    ) async throws {
        let state = try state(of: topic)
        guard !Task.isCancelled else { return }
        let consumers = state.group(group, from: start)
        let membership = consumers.join()
        let worker = PartitionWorker(
            topic: topic, group: group, processor: processor, retryDelay: settings.retryDelay, clock: clock,
            meters: GroupMeters(topic: topic.name, group: group), logger: logger)
        // Not a child task: cancellation leaves the group, and then the partitions are given back in order.
        let work = Task {
            async let _: Void = reportLag(of: group, on: state, to: worker.meters.lag)
            await follow(membership, in: consumers) { partition, release in
                worker.start(
                    on: GroupPartition(queue: state.queues[partition], group: group, deadLetters: box), release: release
                )
            }
        }
        worker.meters.rebalances.increment()
        await withTaskCancellationHandler {
            await work.value
        } onCancel: {
            consumers.leave(membership.id)
        }
        worker.meters.rebalances.increment()
    }

    /// Tells the lag of all partitions, by real time, until the task is cancelled.
    private func reportLag(of group: String, on topic: InProcessTopic, to meter: LagMeter) async {
        repeat {
            let lags = topic.queues.map { ($0.partition, Int64($0.lag(of: group))) }
            meter.report(Dictionary(uniqueKeysWithValues: lags))
        } while (try? await Task.sleep(for: LagMeter.interval)) != nil
        meter.report([:])
    }

    /// Starts and stops workers as the group decides, until the consumer has left it and released everything.
    private func follow(
        _ membership: ConsumerGroup.Membership, in group: ConsumerGroup,
        start: (Int, @escaping @Sendable () -> Void) -> PartitionWorker.Running
    ) async {
        var workers: [Int: PartitionWorker.Running] = [:]
        for await change in membership.changes {
            switch change {
            case .assigned(let partition):
                workers[partition] = start(partition) { group.release(partition, by: membership.id) }
            case .revoked(let partition):
                workers[partition]?.stop()
            }
        }
        workers.values.forEach { $0.stop() }
        for worker in workers.values {
            await worker.untilReleased()
        }
    }

    private func state(of topic: LogTopic) throws(EventLogError) -> InProcessTopic {
        let state = topics.withLock { topics in
            if let state = topics[topic.name] { return state }
            let state = InProcessTopic(
                named: topic.name, partitions: partitions(of: topic), settings: settings, clock: clock)
            topics[topic.name] = state
            return state
        }
        guard state.queues.count == partitions(of: topic) else {
            logger.error("topic is in use with another number of partitions", metadata: ["topic": "\(topic.name)"])
            throw .unavailable
        }
        return state
    }
}
