package import JSON

/// Why a request, or the connection, did not succeed.
package enum ClientError: Error, Sendable, Equatable {
    /// The address is not `ws://host[:port]/path`.
    case invalidAddress
    /// No connection could be made; the text is for people.
    case unreachable(String)
    /// The server answered HTTP, but did not change to WebSocket: a wrong path or API key.
    case notUpgraded
    /// The server said no: the code (400 and up), its text, and the parameters that came with it.
    case refused(code: Int, text: String, params: RawJSON?)
    /// No answer came in time. The request may still have been carried out.
    case timeout
    /// The connection is closed. The request may have been carried out.
    case closed
    /// The task that asked was cancelled. The request may still be carried out.
    case cancelled
    /// The server's answer lacks what the protocol says it holds.
    case unexpectedAnswer
}
