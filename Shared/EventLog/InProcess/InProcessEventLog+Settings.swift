import Foundation

extension InProcessEventLog {
    /// The bounds of an in-process log.
    package struct Settings: Sendable, Equatable {
        /// How many partitions a topic has that leaves it to the log, at least 1.
        ///
        /// Default as many as there are processors, from 2 to 32: more of them work on smaller batches, which cost more a
        /// record, and none the sooner.
        package let partitions: Int
        /// The most records that a partition holds for its slowest group.
        ///
        /// Default 262,144 in all partitions: 13 s of 20,000 messages a second.
        package var recordsPerPartition: Int
        /// The most bytes that a partition holds.
        ///
        /// Default 128 MiB in all partitions.
        package var bytesPerPartition: Int
        /// How many appends may wait for room in one partition; a further one fails at once.
        ///
        /// Default 32,768 in all partitions.
        package var waitingAppends: Int
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

        /// All defaults but the number of partitions, at least 1.
        package init(partitions: Int = min(max(ProcessInfo.processInfo.activeProcessorCount, 2), 32)) {
            precondition(partitions > 0, "a topic has at least one partition")
            self.partitions = partitions
            recordsPerPartition = 262_144 / partitions
            bytesPerPartition = (128 << 20) / partitions
            waitingAppends = 32_768 / partitions
        }
    }
}
