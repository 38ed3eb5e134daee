/// Finds whole WebSocket frames in what a server sends (RFC 6455, section 5.2).
struct ServerFrameScanner {
    /// The HTTP answer that comes before the frames.
    private(set) var head = ""
    private var bytes: [UInt8] = []
    private var place = 0

    /// Takes in what has arrived.
    mutating func add(_ chunk: [UInt8]) {
        bytes.removeFirst(place)
        place = 0
        bytes += chunk
    }

    /// Takes the HTTP head away; false while it is not whole.
    mutating func skipHead() -> Bool {
        let end = Array("\r\n\r\n".utf8)
        guard let start = bytes.indices.first(where: { bytes[$0...].starts(with: end) }) else {
            head = String(decoding: bytes, as: UTF8.self)
            return false
        }
        place = start + end.count
        head = String(decoding: bytes[..<place], as: UTF8.self)
        return true
    }

    /// The next frame; nil while it is not whole.
    ///
    /// Servers do not mask, and this one does not part its messages: what is otherwise comes with opcode 0xFF.
    mutating func next() -> (opcode: UInt8, payload: [UInt8])? {
        let rest = bytes[place...]
        guard rest.count >= 2 else { return nil }
        let short = Int(rest[place + 1] & 0x7F)
        let extra = short == 127 ? 8 : short == 126 ? 2 : 0
        guard rest.count >= 2 + extra else { return nil }
        let start = place + 2 + extra
        let length = extra == 0 ? short : bytes[(place + 2)..<start].reduce(0) { $0 << 8 | Int($1) }
        guard length <= bytes.count - start else { return nil }
        let isWhole = rest[place] & 0x80 != 0 && rest[place + 1] & 0x80 == 0
        let opcode = isWhole ? rest[place] & 0x0F : 0xFF
        place = start + length
        return (opcode, Array(bytes[start..<place]))
    }
}
