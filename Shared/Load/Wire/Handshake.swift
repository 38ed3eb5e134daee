/// The change from HTTP to WebSocket, from a client's side (RFC 6455 section 4.1).
///
/// What the server accepts is not checked against the key: that is for browsers, and costs a hash a connection.
enum Handshake {
    /// The longest answer taken in, bytes.
    static let longestAnswer = 16 * 1024

    /// What the server has answered.
    enum Answer: Equatable {
        /// Upgraded; the first frame begins at this offset.
        case upgraded(end: Int)
        /// It did not change the protocol: the status of its answer, 0 when that is not HTTP.
        case refused(status: Int)
        case incomplete
    }

    /// The request.
    static func request(to target: LoadTarget) -> [UInt8] {
        Array(
            """
            GET \(target.path) HTTP/1.1\r
            Host: \(target.authority)\r
            Upgrade: websocket\r
            Connection: Upgrade\r
            Sec-WebSocket-Version: 13\r
            Sec-WebSocket-Key: cGFybGV5LWxvYWQtY2xpZQ==\r
            X-Tinode-APIKey: \(target.apiKey)\r
            \r

            """.utf8)
    }

    /// Reads the answer.
    static func read(_ bytes: UnsafeRawBufferPointer) -> Answer {
        guard let end = end(of: bytes) else { return bytes.count > longestAnswer ? .refused(status: 0) : .incomplete }
        let line = bytes.prefix { $0 != UInt8(ascii: "\r") }.split(separator: UInt8(ascii: " "))
        guard line.count >= 2, line[0].starts(with: "HTTP/1.".utf8) else { return .refused(status: 0) }
        let status = Int(String(decoding: line[1], as: UTF8.self)) ?? 0
        return status == 101 ? .upgraded(end: end) : .refused(status: status)
    }

    private static func end(of bytes: UnsafeRawBufferPointer) -> Int? {
        guard bytes.count >= 4 else { return nil }
        for start in 0...bytes.count - 4 where bytes[start] == UInt8(ascii: "\r") {
            if bytes[start..<start + 4].elementsEqual("\r\n\r\n".utf8) { return start + 4 }
        }
        return nil
    }
}
