import NIOCore

/// The prefix of a message in the body of a call: a byte that tells whether it is compressed, and the length in four
/// bytes (gRPC over HTTP/2, "Length-Prefixed-Message").
enum MessageFraming {
    static let prefixLength = 5

    /// Appends a message with its prefix, not compressed.
    static func write(_ message: [UInt8], to buffer: inout ByteBuffer) {
        buffer.reserveCapacity(minimumWritableBytes: prefixLength + message.count)
        buffer.writeInteger(0 as UInt8)
        buffer.writeInteger(UInt32(truncatingIfNeeded: message.count))
        buffer.writeBytes(message)
    }
}
