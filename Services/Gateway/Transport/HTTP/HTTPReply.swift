internal import JSON
internal import NIOCore
internal import NIOHTTP1

/// An answer to an HTTP request, with a body at hand.
struct HTTPReply: Sendable {
    /// The HTTP status.
    let status: Int
    /// What is answered; empty for nothing.
    let body: ByteBuffer
    private let headers: [(String, String)]

    /// Creates any answer.
    ///
    /// - Parameters:
    ///   - status: The HTTP status.
    ///   - contentType: What the body is; nil when there is none.
    ///   - body: What is answered.
    ///   - headers: Further headers.
    init(status: Int, contentType: String?, body: ByteBuffer = ByteBuffer(), headers: [(String, String)] = []) {
        self.status = status
        self.body = body
        self.headers = headers + (contentType.map { [("Content-Type", $0)] } ?? [])
    }

    /// Creates a `ctrl` in JSON, as clients know it from the WebSocket.
    ///
    /// - Parameters:
    ///   - code: The outcome.
    ///   - status: The HTTP status; the code's number when nil.
    ///   - headers: Further headers.
    init(_ code: ReplyCode, status: Int? = nil, headers: [(String, String)] = []) {
        var writer = JSONWriter(capacity: 96)
        writer.beginObject()
        writer.object("ctrl") { writer in
            writer.field("code", code.number)
            writer.field("text", code.text)
        }
        writer.endObject()
        self.init(
            status: status ?? code.number, contentType: "application/json; charset=utf-8",
            body: ByteBuffer(bytes: writer.bytes), headers: headers + [Self.unstored])
    }

    /// Creates a few words for people.
    static func text(_ status: Int, _ text: String, headers: [(String, String)] = []) -> HTTPReply {
        HTTPReply(
            status: status, contentType: "text/plain; charset=utf-8", body: ByteBuffer(string: text),
            headers: headers + [unstored])
    }

    /// Kept by nobody on the way.
    static let unstored = ("Cache-Control", "no-store")

    /// What lets pages of other origins read an answer.
    static let crossOrigin = [("Access-Control-Allow-Origin", "*")]

    /// What a browser is told that asks whether a page of another origin may use the long polls.
    static let preflight = HTTPReply(
        status: 204, contentType: nil,
        headers: crossOrigin + [
            ("Access-Control-Allow-Methods", "GET, POST, OPTIONS"),
            ("Access-Control-Allow-Headers", "Content-Type, X-Tinode-APIKey"), ("Access-Control-Max-Age", "86400"),
        ])

    /// The bytes of the answer.
    ///
    /// - Parameters:
    ///   - closes: Whether the connection ends with this answer.
    ///   - isHead: Whether the request was `HEAD`, to which no body is sent.
    /// - Returns: The whole response.
    func response(closes: Bool, isHead: Bool) -> ByteBuffer {
        var buffer = head(length: body.readableBytes, closes: closes)
        if !isHead { buffer.writeImmutableBuffer(body) }
        return buffer
    }

    /// The bytes of the answer before its body.
    ///
    /// - Parameters:
    ///   - length: Bytes of the body.
    ///   - closes: Whether the connection ends with this answer.
    /// - Returns: The head.
    func head(length: Int, closes: Bool) -> ByteBuffer {
        var text = "HTTP/1.1 \(status) \(HTTPResponseStatus(statusCode: status).reasonPhrase)\r\n"
        for (name, value) in headers {
            text += "\(name): \(value)\r\n"
        }
        // These two have no body, and may not speak of one.
        if status != 204, status != 304 { text += "Content-Length: \(length)\r\n" }
        text += "Connection: \(closes ? "close" : "keep-alive")\r\n\r\n"
        return ByteBuffer(string: text)
    }
}
