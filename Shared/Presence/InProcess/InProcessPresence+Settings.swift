extension InProcessPresence {
    /// The bounds of presence in memory.
    package struct Settings: Sendable, Equatable {
        /// The most payloads that wait for one subscriber.
        ///
        /// Default 4,096: a second of typing and presence of a busy node; what is older than that is of no use any
        /// more.
        package var payloadsPerSubscriber = 4_096
        /// The most bytes that wait for one subscriber.
        ///
        /// Default 4 MiB.
        package var bytesPerSubscriber = 4 << 20
        /// The most token buckets that are remembered.
        ///
        /// Default 262,144, about 40 MB.
        ///
        /// Only buckets that are not full count: the others are the same as new ones. Beyond the bound those that lack
        /// least are forgotten, which gives their owners the little that they lacked.
        package var buckets = 262_144

        /// All defaults.
        package init() {}
    }
}
