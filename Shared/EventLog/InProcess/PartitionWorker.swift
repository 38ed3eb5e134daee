import Logging
import Metrics

/// Works on one partition for one consumer, from its assignment to its release.
struct PartitionWorker: Sendable {
    let queue: PartitionQueue
    let topic: LogTopic
    let group: String
    let processor: any LogProcessor
    let retryDelay: RetryDelay
    let clock: any Clock<Duration>
    let deadLetters: DeadLetterBox
    let meters: GroupMeters
    let logger: Logger

    /// A started worker.
    struct Running: Sendable {
        fileprivate let work: Task<Void, Never>
        fileprivate let end: Task<Void, Never>

        /// Stops the work soon; the release follows by itself.
        func stop() { work.cancel() }

        /// Waits until the partition is released.
        func untilReleased() async { await end.value }
    }

    /// Starts the work.
    ///
    /// It runs in two tasks of its own that the caller must see to the end: one that is cancelled to stop, and one
    /// around it that is never cancelled, so that `revoked` can still use what cancellation would break.
    ///
    /// - Parameter release: Called last, when the processor has forgotten the partition.
    /// - Returns: What stops the work and waits for its end.
    func start(release: @escaping @Sendable () -> Void) -> Running {
        let work = Task {
            await processor.assigned(queue.partition)
            await processBatches()
        }
        let end = Task {
            await work.value
            await processor.revoked(queue.partition)
            release()
        }
        return Running(work: work, end: end)
    }

    private func processBatches() async {
        var retryDelay = retryDelay
        while let batch = await queue.nextBatch(for: group) {
            do {
                try await processor.process(batch.records, partition: queue.partition)
                queue.commit(group, to: batch.end)
                meters.consumed.increment(by: batch.records.count)
                meters.batches.increment()
                retryDelay.reset()
            } catch let poison as PoisonRecord where batch.records.indices.contains(poison.index) {
                bury(batch.records[poison.index], reason: poison.reason)
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

    private func bury(_ record: ConsumedRecord, reason: String) {
        queue.skip(record.offset, for: group)
        deadLetters.add(DeadLetter(topic: topic.name, group: group, record: record, reason: reason))
        meters.deadLetters.increment()
        logger.error(
            "record set aside as a dead letter",
            metadata: metadata.merging(["offset": "\(record.offset)", "reason": "\(reason)"]) { $1 })
    }

    private var metadata: Logger.Metadata {
        ["topic": "\(topic.name)", "group": "\(group)", "partition": "\(queue.partition)"]
    }
}
