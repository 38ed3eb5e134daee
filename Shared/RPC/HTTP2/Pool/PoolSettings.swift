/// How a client pool behaves.
package struct PoolSettings: Sendable {
    /// How its connections behave.
    package var connection = HTTP2ConnectionSettings()
    /// How long it waits before connecting again: never long, for until then calls fail that a replica that has come
    /// back could take.
    package var reconnect = Backoff(limit: .seconds(1))
    /// How long it waits before making a call again.
    package var retry = Backoff()
    /// How often a call is made at most.
    package var maxAttempts = 3
    /// How often it asks where the service is.
    package var resolveInterval = Duration.seconds(15)
    /// How long calls over a connection whose address is gone may take.
    package var drainTimeout = Duration.seconds(30)

    /// Creates the default settings.
    package init() {}
}
