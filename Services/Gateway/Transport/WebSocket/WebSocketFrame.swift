import NIOCore

/// Makes frames as a server sends them: whole and not masked.
///
/// A frame is immutable once made and can be sent to any number of connections.
enum WebSocketFrame {
    /// The longest payload of a control frame, bytes.
    static let controlPayloadLimit = 125
    /// An empty ping.
    static let ping = frame(.ping, [])

    /// Frames a text message.
    ///
    /// - Parameter payload: UTF-8; not checked.
    /// - Returns: The whole frame.
    static func text(_ payload: [UInt8]) -> ByteBuffer {
        frame(.text, payload)
    }

    /// Frames the answer to a ping.
    ///
    /// - Parameter payload: The ping's payload, 125 bytes at most.
    /// - Returns: The whole frame.
    static func pong(_ payload: ByteBuffer) -> ByteBuffer {
        frame(.pong, payload.readableBytesView)
    }

    /// Frames a close.
    ///
    /// - Parameters:
    ///   - code: Why; nil for a close without a word.
    ///   - reason: For people; cut to what fits.
    /// - Returns: The whole frame.
    static func close(_ code: WebSocketCloseCode?, reason: String = "") -> ByteBuffer {
        guard let code else { return frame(.close, []) }
        var payload = [UInt8(truncatingIfNeeded: code.rawValue >> 8), UInt8(truncatingIfNeeded: code.rawValue)]
        for scalar in reason.unicodeScalars {
            let bytes = UTF8.encode(scalar) ?? .init()
            guard payload.count + bytes.count <= controlPayloadLimit else { break }
            payload.append(contentsOf: bytes)
        }
        return frame(.close, payload)
    }

    /// Makes any frame.
    ///
    /// - Parameters:
    ///   - opcode: What it is.
    ///   - payload: What is in it.
    ///   - isCompressed: Whether the payload is a compressed message.
    /// - Returns: The whole frame.
    static func frame(
        _ opcode: WebSocketOpcode, _ payload: some Collection<UInt8>, isCompressed: Bool = false
    ) -> ByteBuffer {
        let count = payload.count
        let header = count < 126 ? 2 : count <= UInt16.max ? 4 : 10
        var buffer = ByteBufferAllocator().buffer(capacity: header + count)
        buffer.writeInteger(0x80 | (isCompressed ? 0x40 : 0) | opcode.rawValue)
        switch header {
        case 2:
            buffer.writeInteger(UInt8(truncatingIfNeeded: count))
        case 4:
            buffer.writeInteger(126 as UInt8)
            buffer.writeInteger(UInt16(truncatingIfNeeded: count))
        default:
            buffer.writeInteger(127 as UInt8)
            buffer.writeInteger(UInt64(count))
        }
        buffer.writeBytes(payload)
        return buffer
    }
}
