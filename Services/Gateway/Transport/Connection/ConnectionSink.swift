package import NIOCore

/// The logic behind the connections of one event loop.
///
/// There is one sink a loop. Everything is called on that loop, and nothing of it is called while another of these
/// calls for the same connection is under way, with one exception: `closed` never comes from inside a call of the sink
/// into the connection.
package protocol ConnectionSink: AnyObject {
    /// A client has connected; it may be sent to at once.
    func opened(_ connection: any ClientConnection)

    /// A message has come in whole.
    func received(_ message: ByteBuffer, _ kind: MessageKind, on connection: any ClientConnection)

    /// The connection's `isWritable` has changed: what is sent waits in memory, or goes out again.
    func writabilityChanged(of connection: any ClientConnection)

    /// The connection is over: the last call about it, exactly once.
    func closed(_ connection: any ClientConnection, because end: ConnectionEnd)
}

/// How a connection ended.
package enum ConnectionEnd: Sendable, Hashable {
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
