extension OutboxRelay {
    /// How a relay works.
    package struct Settings: Sendable {
        /// The most entries moved at once.
        ///
        /// Default 256: few enough to be held in memory twice over.
        package var batchSize = 256
        /// How often the outbox is looked at without a wake-up.
        ///
        /// Default 1 s: bounds the delay if a wake-up was lost.
        package var pollInterval = Duration.seconds(1)
        /// The pauses between attempts when the outbox or the log fails.
        ///
        /// Default 20 ms doubling to 2 s.
        package var retryDelay = RetryDelay()

        /// All defaults.
        package init() {}
    }
}
