/// Puts the lines of a mail server together to answers (RFC 5321 section 4.2).
struct SMTPReplyReader {
    /// Bytes of one answer at most.
    private static let limit = 64 * 1024

    private var buffer: [UInt8] = []
    private var lines: [String] = []
    private var size = 0

    /// Whether there is something that was not asked for yet.
    var isEmpty: Bool { buffer.isEmpty && lines.isEmpty }

    /// Takes bytes in.
    mutating func append(_ bytes: some Sequence<UInt8>) {
        buffer += bytes
    }

    /// The next whole answer; nil when more bytes are needed.
    ///
    /// - Throws: `unexpected` for what is no answer.
    mutating func next() throws(SMTPFailure) -> SMTPReply? {
        guard buffer.count + size <= Self.limit else { throw .unexpected }
        while let end = buffer.firstIndex(of: 10) {
            var line = buffer[..<end]
            if line.last == 13 { line = line.dropLast() }
            let text = String(decoding: line, as: UTF8.self)
            buffer.removeSubrange(...end)
            size += text.utf8.count
            guard text.utf8.count >= 3, let code = Int(text.prefix(3)), (200..<600).contains(code) else {
                throw .unexpected
            }
            lines.append(String(text.dropFirst(4)))
            guard text.dropFirst(3).first != "-" else { continue }
            let reply = SMTPReply(code: code, lines: lines)
            lines = []
            size = 0
            return reply
        }
        return nil
    }
}
