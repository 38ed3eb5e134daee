/// Tells whether text that comes in pieces is UTF-8, at the first byte that cannot be.
package struct UTF8Pieces: Sendable {
    /// Bytes that the code point under way still lacks.
    private var missing = 0
    /// What the next of them may be.
    private var next: ClosedRange<UInt8> = 0x80...0xBF

    /// Creates one for text that begins.
    package init() {}

    /// Whether the text may end here: no code point is under way.
    package var isWhole: Bool { missing == 0 }

    /// Takes in the next piece, cut anywhere.
    ///
    /// - Parameter bytes: The piece.
    /// - Returns: Whether the text may go on so; if not, nothing more is to be taken in.
    package mutating func append(_ bytes: UnsafeRawBufferPointer) -> Bool {
        var position = 0
        while position < bytes.count {
            if missing == 0 {
                position = Self.skipASCII(bytes, from: position)
                guard position < bytes.count else { return true }
            }
            let byte = bytes[position]
            position &+= 1
            if missing > 0 {
                guard next.contains(byte) else { return false }
                missing &-= 1
                next = 0x80...0xBF
            } else {
                guard let sequence = UTF8Text.Sequence(lead: byte) else { return false }
                missing = sequence.following
                next = sequence.second
            }
        }
        return true
    }

    /// Where the first byte that is not ASCII stands, from a place on.
    private static func skipASCII(_ bytes: UnsafeRawBufferPointer, from start: Int) -> Int {
        var position = start
        while position &+ 8 <= bytes.count {
            let word = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self))
            let high = word & 0x8080_8080_8080_8080
            guard high == 0 else { return position &+ high.trailingZeroBitCount / 8 }
            position &+= 8
        }
        while position < bytes.count, bytes[position] < 0x80 { position &+= 1 }
        return position
    }
}
