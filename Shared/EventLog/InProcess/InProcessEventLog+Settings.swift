extension InProcessEventLog {
    /// The bounds of an in-process log.
    package struct Settings: Sendable, Equatable {
        /// The most records that a partition holds for its slowest group.
        ///
        /// Default 8,192: 13 s of a partition's share of 20,000 messages a second, or 0.4 s if all of them are for one
        /// topic.
        package var recordsPerPartition = 8_192
        /// The most bytes that a partition holds.
        ///
        /// Default 4 MiB, so that 32 partitions never exceed 128 MiB.
        package var bytesPerPartition = 4 << 20
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
