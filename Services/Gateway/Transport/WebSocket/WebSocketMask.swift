/// The masking of a client's payload: an XOR with four bytes over and over (RFC 6455, section 5.3).
struct WebSocketMask {
    /// The four bytes twice, so that eight bytes are masked at once.
    private let word: UInt64

    /// Creates a mask for a part of a payload.
    ///
    /// - Parameters:
    ///   - key: The masking key, its first byte lowest.
    ///   - offset: How many bytes of the payload precede the part.
    init(_ key: UInt32, startingAt offset: Int) {
        let shift = UInt32(offset % 4 * 8)
        let turned = shift == 0 ? key : key >> shift | key << (32 - shift)
        word = UInt64(turned) << 32 | UInt64(turned)
    }

    /// Copies bytes, masking or unmasking them.
    ///
    /// - Parameters:
    ///   - source: The bytes.
    ///   - destination: Where they go; at least as long.
    /// - Returns: Whether everything written is ASCII.
    func apply(_ source: UnsafeRawBufferPointer, into destination: UnsafeMutableRawBufferPointer) -> Bool {
        var seen: UInt64 = 0
        var index = 0
        while index &+ 8 <= source.count {
            let plain = UInt64(littleEndian: source.loadUnaligned(fromByteOffset: index, as: UInt64.self)) ^ word
            destination.storeBytes(of: plain.littleEndian, toByteOffset: index, as: UInt64.self)
            seen |= plain
            index &+= 8
        }
        while index < source.count {
            let plain = source[index] ^ UInt8(truncatingIfNeeded: word >> UInt64(index % 4 * 8))
            destination[index] = plain
            seen |= UInt64(plain)
            index &+= 1
        }
        return seen & 0x8080_8080_8080_8080 == 0
    }
}
