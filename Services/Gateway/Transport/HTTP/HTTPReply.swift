internal import JSON
internal import NIOCore
internal import NIOHTTP1

/// A short answer to an HTTP request: a `ctrl` in JSON, as clients know it from the WebSocket.
struct HTTPReply {
    /// The HTTP status; the code's own number unless said otherwise.
    let status: Int
    /// JSON.
    let body: [UInt8]
    private let headers: [(String, String)]

    /// Creates an answer.
    ///
    /// - Parameters:
    ///   - code: The outcome.
    ///   - status: The HTTP status; the code's number when nil.
    ///   - headers: Further headers.
    init(_ code: ReplyCode, status: Int? = nil, headers: [(String, String)] = []) {
        self.status = status ?? code.number
        self.headers = headers
        var writer = JSONWriter(capacity: 96)
        writer.beginObject()
        writer.object("ctrl") { writer in
            writer.field("code", code.number)
            writer.field("text", code.text)
        }
        writer.endObject()
        body = writer.bytes
    }

    /// The bytes of the answer.
    ///
    /// - Parameters:
    ///   - closes: Whether the connection ends with this answer.
    ///   - isHead: Whether the request was `HEAD`, to which no body is sent.
    /// - Returns: The whole response.
    func response(closes: Bool, isHead: Bool) -> ByteBuffer {
        let reason = HTTPResponseStatus(statusCode: status).reasonPhrase
        var text = "HTTP/1.1 \(status) \(reason)\r\n"
        for (name, value) in headers {
            text += "\(name): \(value)\r\n"
        }
        text += "Content-Type: application/json; charset=utf-8\r\nContent-Length: \(body.count)\r\n"
        text += "Cache-Control: no-store\r\nConnection: \(closes ? "close" : "keep-alive")\r\n\r\n"
        var buffer = ByteBufferAllocator().buffer(capacity: text.utf8.count + body.count)
        buffer.writeString(text)
        if !isHead {
            buffer.writeBytes(body)
        }
        return buffer
    }
}
