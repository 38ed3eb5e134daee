import Logging
import Metrics

/// Works on one partition for one consumer, from its assignment to its release.
struct KafkaPartitionWorker: Sendable {
    /// What is done with, and whether reading should go on.
    typealias Progress = (offset: Int64, resumes: Bool)

    let buffer: KafkaPartitionBuffer
    let topic: LogTopic
    let group: String
    let processor: any LogProcessor
    let retryDelay: RetryDelay
    let clock: any Clock<Duration>
    let meters: GroupMeters
    let logger: Logger
    let store: @Sendable (Progress) -> Void
    let bury: @Sendable (DeadLetter) async throws(EventLogError) -> Void

    /// A started worker.
    struct Running: Sendable {
        let buffer: KafkaPartitionBuffer
        fileprivate let work: Task<Void, Never>

        /// Stops the work soon; the release follows by itself.
        func stop() {
            buffer.close()
            work.cancel()
        }
    }

    /// Starts the work, in a task that is cancelled to stop it and one around it that never is.
    ///
    /// - Parameter release: Called last, when the processor has forgotten the partition.
    /// - Returns: What stops the work.
    func start(release: @escaping @Sendable () -> Void) -> Running {
        let work = Task {
            await processor.assigned(buffer.partition)
            await processBatches()
        }
        Task {
            await work.value
            await processor.revoked(buffer.partition)
            release()
        }
        return Running(buffer: buffer, work: work)
    }

    private func processBatches() async {
        var retryDelay = retryDelay
        while let batch = await buffer.nextBatch() {
            do {
                try await attempt(batch)
                retryDelay.reset()
            } catch {
                if Task.isCancelled { return }
                let pause = retryDelay.next()
                meters.failures.increment()
                logger.warning(
                    "batch failed, will be retried",
                    metadata: metadata.merging(["error": "\(type(of: error))", "pause": "\(pause)"]) { $1 })
                guard (try? await clock.sleep(for: pause)) != nil else { return }
            }
            // A processor that never suspends would keep its thread from the other partitions.
            await Task.yield()
        }
    }

    private func attempt(_ batch: [ConsumedRecord]) async throws {
        do {
            try await processor.process(batch, partition: buffer.partition)
        } catch let poison as PoisonRecord {
            guard batch.indices.contains(poison.index) else { throw poison }
            // Aside first, then done with: a crash between the two makes a second letter, not a lost record.
            try await setAside(batch[poison.index], reason: poison.reason)
            store(buffer.remove(poison.index..<poison.index + 1))
            return
        }
        store(buffer.remove(0..<batch.count))
        meters.consumed.increment(by: batch.count)
        meters.batches.increment()
    }

    private func setAside(_ record: ConsumedRecord, reason: String) async throws {
        try await bury(DeadLetter(topic: topic.name, group: group, record: record, reason: reason))
        meters.deadLetters.increment()
        logger.error(
            "record set aside as a dead letter",
            metadata: metadata.merging(["offset": "\(record.offset)", "reason": "\(reason)"]) { $1 })
    }

    private var metadata: Logger.Metadata {
        ["topic": "\(topic.name)", "group": "\(group)", "partition": "\(buffer.partition)"]
    }
}
