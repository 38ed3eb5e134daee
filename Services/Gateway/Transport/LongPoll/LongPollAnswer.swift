internal import JSON
internal import NIOCore

/// What comes of a client's poll, or of what it says.
enum LongPollAnswer: Sendable {
    /// The session is open.
    case opened(sid: String, at: Int64)
    /// One message.
    case message(MessageFrame)
    /// Nothing to say.
    case nothing
    /// It cannot be.
    case refusal(ReplyCode)

    /// The answer in HTTP.
    var reply: HTTPReply {
        switch self {
        case .opened(let sid, let time):
            let control = ControlMessage(.created, parameters: [ControlParameter("sid", .string(sid))], at: time)
            return Self.reply(status: 201, ByteBuffer(bytes: control.encoded()))
        case .message(let message):
            return Self.reply(status: 200, ByteBuffer(message.payload))
        case .nothing:
            return Self.reply(status: 200, ByteBuffer())
        case .refusal(let code):
            return HTTPReply(code, headers: HTTPReply.crossOrigin)
        }
    }

    private static func reply(status: Int, _ body: ByteBuffer) -> HTTPReply {
        HTTPReply(
            status: status, contentType: "text/plain; charset=utf-8", body: body,
            headers: HTTPReply.crossOrigin + [("Cache-Control", "no-cache, no-store")])
    }
}
