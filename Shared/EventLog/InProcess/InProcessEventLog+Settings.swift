import Foundation

extension InProcessEventLog {
    /// The bounds of an in-process log.
    package struct Settings: Sendable, Equatable {
        /// How many partitions a topic has that leaves it to the log, at least 1.
        ///
        /// As many as there are processors, from 2 to 32: more of them work on smaller batches, which cost more a record,
        /// and none the sooner.
        package var partitions = min(max(ProcessInfo.processInfo.activeProcessorCount, 2), 32)
        /// The most records that a partition holds for its slowest group.
        ///
        /// Default 65,536: of two partitions, 6.5 s of 20,000 messages a second, or 3.3 s if all of them are for one
        /// topic.
        package var recordsPerPartition = 65_536
        /// The most bytes that a partition holds.
        ///
        /// Default 32 MiB.
        package var bytesPerPartition = 32 << 20
        /// How many appends may wait for room in one partition; a further one fails at once.
        ///
        /// Default 1,024.
        package var waitingAppends = 1_024
        /// How long an append waits for room before it fails.
        ///
        /// Default 1 s: a short stall is bridged, and a caller with the usual deadline of 5 s still gets a clear
        /// answer.
        package var appendWait = Duration.seconds(1)
        /// The most records in a batch.
        ///
        /// Default 512: beyond that a larger bulk insert gains nothing.
        package var batchSize = 512
        /// The pauses between attempts at a batch that fails.
        ///
        /// Default 20 ms doubling to 2 s.
        package var retryDelay = RetryDelay()
        /// How many dead letters are kept for the operator; older ones are dropped.
        ///
        /// Default 1,000.
        package var deadLetters = 1_000

        /// All defaults.
        package init() {}
    }
}
