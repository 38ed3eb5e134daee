import NIOCore

/// Writes frames as a client sends them.
///
/// The mask is all zeros: the protocol wants one (RFC 6455 section 5.3), and this one leaves the payload as it is.
enum ClientFrame {
    /// Appends a whole frame.
    ///
    /// - Parameters:
    ///   - opcode: One of the constants of `ServerFrame`.
    ///   - payload: What it carries.
    ///   - buffer: Where it goes.
    static func write(_ opcode: UInt8, _ payload: some Collection<UInt8>, to buffer: inout ByteBuffer) {
        writeHead(opcode, length: payload.count, to: &buffer)
        buffer.writeBytes(payload)
    }

    /// Appends a frame's head with its mask; so many bytes of payload must follow.
    static func writeHead(_ opcode: UInt8, length: Int, to buffer: inout ByteBuffer) {
        buffer.writeInteger(0x80 | opcode)
        switch length {
        case ..<126:
            buffer.writeInteger(0x80 | UInt8(length))
        case ...Int(UInt16.max):
            buffer.writeInteger(0x80 | 126 as UInt8)
            buffer.writeInteger(UInt16(length))
        default:
            buffer.writeInteger(0x80 | 127 as UInt8)
            buffer.writeInteger(UInt64(length))
        }
        buffer.writeInteger(0 as UInt32)
    }
}
