/// The header of a client's frame, taken in byte by byte, since it may arrive in pieces.
struct WebSocketFrameHeader {
    /// Headers are at most 14 bytes: two, up to eight of length, four of mask.
    private var low: UInt64 = 0
    private var high: UInt64 = 0
    private var count = 0

    /// RSV1: the frame begins a compressed message (RFC 7692, section 6).
    private static let compressionBit: UInt8 = 0x40

    /// Whether messages may be compressed.
    private let allowsCompression: Bool

    /// Creates a reader.
    ///
    /// - Parameter allowsCompression: Whether messages may be compressed.
    init(allowsCompression: Bool = false) {
        self.allowsCompression = allowsCompression
    }

    /// What the header says, once complete.
    struct Content: Equatable {
        var opcode: WebSocketOpcode
        /// Whether the message that the frame begins is compressed.
        var isCompressed: Bool
        /// Whether the frame ends its message.
        var isFinal: Bool
        /// Bytes.
        var length: UInt64
        /// The masking key, its first byte lowest.
        var mask: UInt32
    }

    /// Takes in the next byte.
    ///
    /// - Returns: The header if the byte completed it; the reader is then empty again.
    /// - Throws: `protocolError` as soon as the bytes cannot be the header of a client's frame.
    mutating func append(_ byte: UInt8) throws(WebSocketCloseCode) -> Content? {
        if count < 8 {
            low |= UInt64(byte) << UInt64(8 * count)
        } else {
            high |= UInt64(byte) << UInt64(8 * (count - 8))
        }
        count += 1
        guard count >= 2 else { return nil }
        if count == 2 { try checkStart() }
        guard count == 2 + extendedLength + 4 else { return nil }
        let content = try self.content()
        self = WebSocketFrameHeader(allowsCompression: allowsCompression)
        return content
    }

    private func byte(_ index: Int) -> UInt8 {
        UInt8(truncatingIfNeeded: index < 8 ? low >> UInt64(8 * index) : high >> UInt64(8 * (index - 8)))
    }

    private var opcode: WebSocketOpcode? { WebSocketOpcode(rawValue: byte(0) & 0x0F) }
    private var isFinal: Bool { byte(0) & 0x80 != 0 }
    private var shortLength: UInt8 { byte(1) & 0x7F }

    /// How many bytes of length follow the first two.
    private var extendedLength: Int {
        switch shortLength {
        case 126: 2
        case 127: 8
        default: 0
        }
    }

    private func checkStart() throws(WebSocketCloseCode) {
        let reserved = byte(0) & 0x70
        let isMasked = byte(1) & 0x80 != 0
        guard let opcode, isMasked else { throw .protocolError }
        let mayBeCompressed = allowsCompression && (opcode == .text || opcode == .binary)
        guard reserved == 0 || (reserved == Self.compressionBit && mayBeCompressed) else { throw .protocolError }
        guard !opcode.isControl || (isFinal && extendedLength == 0) else { throw .protocolError }
    }

    private func content() throws(WebSocketCloseCode) -> Content {
        guard let opcode else { throw .protocolError }
        var length = UInt64(shortLength)
        if extendedLength > 0 {
            length = (0..<extendedLength).reduce(0) { $0 << 8 | UInt64(byte(2 + $1)) }
            // The shortest form must be used, and the top bit must be clear.
            guard length >= (extendedLength == 2 ? 126 : 0x10000), length >> 63 == 0 else { throw .protocolError }
        }
        let maskStart = 2 + extendedLength
        let mask = (0..<4).reduce(UInt32(0)) { $0 | UInt32(byte(maskStart + $1)) << UInt32(8 * $1) }
        return Content(
            opcode: opcode, isCompressed: byte(0) & Self.compressionBit != 0, isFinal: isFinal, length: length,
            mask: mask)
    }
}
