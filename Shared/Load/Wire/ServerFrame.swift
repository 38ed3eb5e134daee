/// One WebSocket frame of a server, found in bytes that have arrived (RFC 6455 section 5.2).
struct ServerFrame: Equatable {
    /// What can be made of the bytes at hand.
    enum Outcome: Equatable {
        case frame(ServerFrame)
        /// More bytes are needed.
        case incomplete
        /// No server may send this: masked, reserved bits, an unknown opcode, or longer than `largestPayload`.
        case invalid
    }

    /// The longest payload taken in, bytes.
    static let largestPayload = 16 << 20

    static let continuation: UInt8 = 0x0
    static let text: UInt8 = 0x1
    static let binary: UInt8 = 0x2
    static let close: UInt8 = 0x8
    static let ping: UInt8 = 0x9
    static let pong: UInt8 = 0xA

    /// One of the constants above.
    let opcode: UInt8
    /// Whether it ends its message.
    let isFinal: Bool
    /// Where the payload is; the next frame begins at its end.
    let payload: Range<Int>

    /// Looks for a frame.
    ///
    /// - Parameters:
    ///   - bytes: All that is at hand.
    ///   - start: Where the frame begins.
    /// - Returns: The frame, when all of it is there.
    @inline(__always)
    static func find(in bytes: UnsafeRawBufferPointer, at start: Int) -> Outcome {
        guard bytes.count - start >= 2 else { return .incomplete }
        let (first, second) = (bytes[start], bytes[start + 1])
        let opcode = first & 0x0F
        guard first & 0x70 == 0, second & 0x80 == 0, opcode <= binary || (close...pong).contains(opcode) else {
            return .invalid
        }
        var length = Int(second)
        var offset = start + 2
        if length >= 126 {
            let width = length == 126 ? 2 : 8
            guard bytes.count - offset >= width else { return .incomplete }
            var wide: UInt64 = 0
            for byte in bytes[offset..<offset + width] { wide = wide << 8 | UInt64(byte) }
            guard wide <= largestPayload else { return .invalid }
            length = Int(wide)
            offset += width
        }
        guard bytes.count - offset >= length else { return .incomplete }
        return .frame(
            ServerFrame(opcode: opcode, isFinal: first & 0x80 != 0, payload: offset..<offset + length))
    }
}
