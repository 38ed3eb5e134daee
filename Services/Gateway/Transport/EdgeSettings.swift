import Chat
import TLS

/// How the client port behaves.
struct EdgeSettings: Sendable {
    var host = "0.0.0.0"
    /// 0 takes any free port; see `EdgeServer.port`.
    var port = 6060
    /// Connections that may wait to be accepted.
    var backlog: Int32 = 1024
    /// Connections served at a time, over all loops; whoever comes beyond gets 503.
    var maxConnections = 100_000
    /// Bytes of a request's headers together.
    var maxHeaderSize = 16 * 1024
    /// How long a request's head may take to arrive, from the connection or from the answer before.
    var headerTimeout = Duration.seconds(10)
    /// Bytes of one WebSocket message, all fragments together.
    var maxMessageSize = Limits.messageSize
    /// Bytes that may wait for a slow client; beyond it the client is dropped.
    var maxUnsentBytes = 1 << 20
    /// How often a client is pinged.
    var pingInterval = Duration.milliseconds(49_500)
    /// How long a client may be silent, counted like the ping's interval; longer than that.
    var idleTimeout = Duration.seconds(55)
    /// How long the other side may take to answer a close.
    var closeTimeout = Duration.seconds(5)
    /// What protects connections; nil for nothing.
    var security: (any TLSContextSource)?
    /// What the API keys are signed with.
    var apiKeySalt = APIKeySalt.development
}
