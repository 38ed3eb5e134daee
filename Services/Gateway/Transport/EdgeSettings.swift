internal import Chat
internal import Foundation
internal import TLS

/// How the client port behaves.
package struct EdgeSettings: Sendable {
    /// Where to listen.
    package var host = "0.0.0.0"
    /// 0 takes any free port; see `EdgeServer.port`.
    package var port = 6060
    /// Connections that may wait to be accepted.
    var backlog: Int32 = 1024
    /// Connections served at a time, over all loops, and as many clients that poll; whoever comes beyond gets 503.
    var maxConnections = 100_000
    /// Bytes of a request's headers together.
    var maxHeaderSize = 16 * 1024
    /// How long a request's head may take to arrive, from the connection or from the answer before.
    var headerTimeout = Duration.seconds(10)
    /// How long a request's body may take to arrive, and each part of an answer to be taken.
    var bodyTimeout = Duration.seconds(30)
    /// Bytes of one message, all fragments together.
    package var maxMessageSize = Limits.messageSize
    /// Bytes that may wait for a slow client; beyond it the client is dropped.
    package var maxUnsentBytes = 1 << 20
    /// How often a client is pinged, and how long a long poll waits.
    var pingInterval = Duration.milliseconds(49_500)
    /// How long a client may be silent, counted like the ping's interval; longer than that.
    var idleTimeout = Duration.seconds(55)
    /// How long a client may leave its session of long polls alone.
    var pollTimeout = Duration.seconds(70)
    /// How long the other side may take to answer a close.
    var closeTimeout = Duration.seconds(5)
    /// How messages are compressed for clients that ask for it; nil for not at all.
    package var compression: CompressionPolicy? = CompressionPolicy()
    /// What protects connections; nil for nothing.
    var security: (any TLSContextSource)?
    /// What the API keys are signed with.
    var apiKeySalt = APIKeySalt.development
    /// The folder of a web client that is served; nil for none.
    var webRoot: String?
    /// The time, milliseconds since 1970.
    var now: @Sendable () -> Int64 = { Int64(Date().timeIntervalSince1970 * 1000) }
    /// Whether every path is the WebSocket's and needs no API key: for other programs than the gateway.
    package var isOpenToAll = false

    /// Creates settings with all defaults.
    package init() {}
}
