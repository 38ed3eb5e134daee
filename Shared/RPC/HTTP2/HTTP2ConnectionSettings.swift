/// How connections between services behave, on either side.
package struct HTTP2ConnectionSettings: Sendable {
    /// What the other side is allowed.
    package var http2 = HTTP2Settings()
    /// Bytes of one message that comes in.
    package var maxMessageSize = 4 * 1024 * 1024
    /// How long a connection may be silent before the other side is asked whether it is there; nil never asks.
    package var keepAliveInterval: Duration? = .seconds(20)
    /// How long it may take to answer that.
    package var keepAliveTimeout = Duration.seconds(10)
    /// On a client, how long it may take to answer that when a call has run into its deadline: short, so that with the
    /// usual deadline of 5 s calls go well again within 10 s.
    package var doubtTimeout = Duration.seconds(3)
    /// On a server, how long the single message of a unary call may take to arrive.
    package var requestTimeout = Duration.seconds(30)
    /// On a server, connections at a time; those beyond are closed at once.
    package var maxConnections = 1000
    /// On a server, how long a client may take to show that it speaks HTTP/2.
    package var prefaceTimeout = Duration.seconds(10)
    /// On a server, how long a client may take nothing of a complete answer before that is dropped.
    package var answerTimeout = Duration.seconds(30)
    /// On a server, bytes that all calls of one connection together may hold; a call that would need more is refused.
    ///
    /// Requests count until their handlers have returned, answers until the client has taken them.
    package var maxHeldBytes = 64 * 1024 * 1024
    /// On a client, how long connecting may take.
    package var connectTimeout = Duration.seconds(5)
    /// On a client, calls that may wait because the server allows no more at a time; those beyond fail.
    package var maxWaitingCalls = 10_000

    /// Creates the default settings.
    package init() {}
}
