/// Where a link leads to, and how it behaves.
struct RedisLinkPlan: Sendable {
    /// What it is called in logs.
    let name: String
    /// Where the server is.
    let address: RedisAddress
    /// What is said first on each connection.
    let login: RedisLogin
    /// How long making a connection may take, logging in, and each answer.
    let timeout: Duration
    /// How often a server that says nothing is asked whether it is still there.
    let probeInterval: Duration
    /// How long to wait before connecting again.
    let backoff: RedisBackoff
    /// Takes what is received and is no reply, by returning true; runs on the event loop.
    var whenPushed: (@Sendable (RedisValue) -> Bool)?
    /// The commands to send first on each new connection, if any; runs on the event loop.
    var whenReady: @Sendable () -> RedisBatch? = { nil }

    /// A plan of presence's settings.
    init(_ name: String, _ address: RedisAddress, _ settings: RedisPresence.Settings) {
        self.name = name
        self.address = address
        login = RedisLogin(address, clientName: settings.clientName)
        timeout = settings.timeout
        probeInterval = settings.probeInterval
        backoff = RedisBackoff(base: settings.reconnectDelay, limit: settings.longestReconnectDelay)
    }
}
