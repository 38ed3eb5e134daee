import NIOCore

/// What a connection's peer did.
enum HTTP2Event: Equatable {
    /// A header list came: of a request, of a response, or a response's trailers.
    case headers(stream: Int32, HTTP2Headers, isEnd: Bool)
    /// A header list came that is larger than allowed; its fields were dropped.
    case oversizedHeaders(stream: Int32)
    /// Bytes of a stream's body came; each is to be credited by `HTTP2Session.credit(_:on:)` once it is taken.
    case data(stream: Int32, ByteBuffer)
    /// The peer sends nothing more on a stream.
    case end(stream: Int32)
    /// A stream is over: by itself (`noError`), or reset by one of both sides.
    case closed(stream: Int32, HTTP2ErrorCode)
    /// The peer opens no more streams, and will process none of ours with a greater number.
    case goAway(lastStream: Int32, HTTP2ErrorCode)
    /// This side, a server, has ended the connection over the peer's fault.
    case gaveUp(HTTP2ErrorCode, RPCRefusal)
    /// The peer told its settings.
    case settings
    /// A ping of ours was answered.
    case pong(UInt64)
}
