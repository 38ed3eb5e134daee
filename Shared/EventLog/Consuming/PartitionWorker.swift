import Logging
import Metrics
import ServiceContextModule

/// Works on the partitions of one consumer of one group, on each from its assignment to its release.
struct PartitionWorker: Sendable {
    let topic: LogTopic
    let group: String
    let processor: any LogProcessor
    let retryDelay: RetryDelay
    let clock: any Clock<Duration>
    let meters: GroupMeters
    let logger: Logger

    /// The work on one partition.
    struct Running: Sendable {
        fileprivate let source: any PartitionSource
        fileprivate let work: Task<Void, Never>
        fileprivate let end: Task<Void, Never>

        /// Stops the work soon; the release follows by itself.
        func stop() {
            source.close()
            work.cancel()
        }

        /// Waits until the partition is released.
        func untilReleased() async { await end.value }
    }

    /// Starts the work on a partition.
    ///
    /// It runs in two tasks of its own that the caller must see to the end: one that is cancelled to stop, and one
    /// around it that is never cancelled, so that `revoked` can still use what cancellation would break.
    ///
    /// - Parameters:
    ///   - source: The partition.
    ///   - release: Called last, when the processor has forgotten the partition.
    /// - Returns: What stops the work and waits for its end.
    func start(on source: any PartitionSource, release: @escaping @Sendable () -> Void) -> Running {
        let work = Task {
            await processor.assigned(source.partition)
            await processBatches(of: source)
        }
        let end = Task {
            await work.value
            await processor.revoked(source.partition)
            release()
        }
        return Running(source: source, work: work, end: end)
    }

    private func processBatches(of source: any PartitionSource) async {
        var retryDelay = retryDelay
        while let batch = await source.nextBatch() {
            do {
                try await attempt(batch, of: source)
                retryDelay.reset()
            } catch {
                if Task.isCancelled { return }
                let pause = retryDelay.next()
                meters.failures.increment()
                logger.warning(
                    "batch failed, will be retried",
                    metadata: metadata(of: source).merging(["error": "\(type(of: error))", "pause": "\(pause)"]) { $1 })
                guard (try? await clock.sleep(for: pause)) != nil else { return }
            }
            // A processor that never suspends would keep its thread from the other partitions.
            await Task.yield()
        }
    }

    private func attempt(_ batch: PartitionBatch, of source: any PartitionSource) async throws {
        meters.inFlight.increment(by: Double(batch.records.count))
        defer { meters.inFlight.decrement(by: Double(batch.records.count)) }
        do {
            try await ServiceContext.withValue(batch.records.sharedContext) {
                try await processor.process(batch.records, partition: source.partition)
            }
        } catch let poison as PoisonRecord {
            guard batch.records.indices.contains(poison.index) else { throw poison }
            try await setAside(poison, of: batch, of: source)
            return
        }
        source.commit(batch)
        meters.consumed.increment(by: batch.records.count)
        meters.batches.increment()
    }

    private func setAside(_ poison: PoisonRecord, of batch: PartitionBatch, of source: any PartitionSource) async throws
    {
        let record = batch.records[poison.index]
        let letter = DeadLetter(topic: topic.name, group: group, record: record, reason: poison.reason)
        try await source.setAside(poison.index, as: letter)
        meters.deadLetters.increment()
        logger.error(
            "record set aside as a dead letter",
            metadata: metadata(of: source).merging(["offset": "\(record.offset)", "reason": "\(poison.reason)"]) { $1 })
    }

    private func metadata(of source: any PartitionSource) -> Logger.Metadata {
        ["topic": "\(topic.name)", "group": "\(group)", "partition": "\(source.partition)"]
    }
}
