extension RedisPresence {
    /// The bounds of presence in Redis.
    package struct Settings: Sendable, Equatable {
        /// What all keys and channels begin with, so that suites can share a server.
        ///
        /// Default `parley:`. All services of a suite need the same.
        package var prefix = "parley:"
        /// What operators see in `CLIENT LIST`, without spaces.
        ///
        /// Default `parley`.
        package var clientName = "parley"
        /// How long an answer may take, and making a connection; a server that needs longer counts as lost.
        ///
        /// Default 1 second.
        package var timeout = Duration.seconds(1)
        /// The most commands that wait for their replies; what comes on top fails.
        ///
        /// Default 8,192. A call is one command, and one more for each 500 keys.
        package var commandsInFlight = 8_192
        /// The most bytes of commands that wait for their replies.
        ///
        /// Default 32 MiB.
        package var commandBytesInFlight = 32 << 20
        /// The most published payloads on their way to Redis, one for each node; what comes on top is dropped.
        ///
        /// Default 4,096.
        package var payloadsInFlight = 4_096
        /// The most bytes of payloads on their way to Redis.
        ///
        /// Default 4 MiB.
        package var payloadBytesInFlight = 4 << 20
        /// The most that is waited before connecting again after the first failure; doubles with each.
        ///
        /// Default 50 milliseconds, of which a random half is waited.
        package var reconnectDelay = Duration.milliseconds(50)
        /// The most that is ever waited before connecting again.
        ///
        /// Default 2 seconds.
        package var longestReconnectDelay = Duration.seconds(2)
        /// How often the server is asked whether it is still there.
        ///
        /// Default 5 seconds.
        package var probeInterval = Duration.seconds(5)
        /// The most payloads that wait for one subscriber of this process.
        ///
        /// Default 4,096, as in memory.
        package var payloadsPerSubscriber = 4_096
        /// The most bytes that wait for one subscriber of this process.
        ///
        /// Default 4 MiB, as in memory.
        package var bytesPerSubscriber = 4 << 20

        /// How many keys one script works on, for Redis does nothing else meanwhile: about a millisecond.
        static let keysPerScript = 500
        /// How many keys of leases that are gone one call clears away: a few milliseconds.
        static let keysPerSweep = 1_000

        /// All defaults.
        package init() {}
    }
}
