import NIOCore

/// The logic behind the connections of one event loop.
///
/// There is one sink a loop. Everything is called on that loop, and nothing of it is called while another of these
/// calls for the same connection is under way, with one exception: `closed` never comes from inside a call of the sink
/// into the connection.
protocol ConnectionSink: AnyObject {
    /// A client has connected; it may be sent to at once.
    func opened(_ connection: WebSocketConnection)

    /// A message has come in whole: UTF-8, but for messages that the client called binary, which may be anything.
    func received(_ message: ByteBuffer, on connection: WebSocketConnection)

    /// The connection's `isWritable` has changed: what is sent waits in memory, or goes out again.
    func writabilityChanged(of connection: WebSocketConnection)

    /// The connection is over: the last call about it, exactly once.
    func closed(_ connection: WebSocketConnection, because end: ConnectionEnd)
}

/// How a connection ended.
enum ConnectionEnd: Sendable, Hashable {
    /// The client said goodbye, perhaps why, or just left.
    case left(WebSocketCloseCode?)
    /// The server said goodbye.
    case closed(WebSocketCloseCode)
    /// The client broke a rule of the protocol.
    case violation(WebSocketCloseCode)
    /// The client did not answer a ping in time.
    case idle
    /// The client read too slowly for what it was sent.
    case slow
    /// The network failed.
    case failed
}
