package import NIOCore
internal import Synchronization

/// What a WebSocket message is.
package enum MessageKind: Sendable, Hashable {
    /// UTF-8.
    case text
    /// Anything.
    case binary
}

/// A message on its way to clients, as frames (RFC 6455, section 5).
///
/// Framed once and compressed at most once for each size of window, however many connections it is sent to, of whatever
/// loops. Immutable to whoever has one.
package struct MessageFrame: Sendable {
    /// Shorter messages are hardly worth a place for their compressed frame.
    private static let shortest = 32

    /// The compressed frames, made when first wanted.
    private final class CompressedFrames: Sendable {
        let frames = Mutex<[Int: ByteBuffer]>([:])
    }

    /// The whole frame, uncompressed.
    let plain: ByteBuffer
    private let opcode: WebSocketOpcode
    private let payloadLength: Int
    private let compressed: CompressedFrames?

    /// Frames a message.
    ///
    /// - Parameters:
    ///   - payload: The message; not checked.
    ///   - kind: What it is.
    package init(_ payload: ByteBuffer, _ kind: MessageKind) {
        self.init(payload.readableBytesView, kind)
    }

    /// Frames a text.
    ///
    /// - Parameter payload: UTF-8; not checked.
    /// - Returns: The message.
    static func text(_ payload: [UInt8]) -> MessageFrame {
        MessageFrame(payload, .text)
    }

    private init(_ payload: some Collection<UInt8>, _ kind: MessageKind) {
        opcode = kind == .text ? .text : .binary
        plain = WebSocketFrame.frame(opcode, payload)
        payloadLength = payload.count
        compressed = payload.count < Self.shortest ? nil : CompressedFrames()
    }

    /// The message itself.
    var payload: ByteBufferView {
        plain.readableBytesView.suffix(payloadLength)
    }

    /// Puts the header of this message before its compressed form.
    func frame(compressed payload: ByteBuffer) -> ByteBuffer {
        WebSocketFrame.frame(opcode, payload.readableBytesView, isCompressed: true)
    }

    /// The frame with the message compressed, for connections that keep no context.
    ///
    /// - Parameters:
    ///   - windowBits: How far it may refer back.
    ///   - compress: Compresses the message; nil if it cannot.
    /// - Returns: The frame; the plain one if that is not longer.
    func compressed(windowBits: Int, _ compress: (ByteBufferView) -> ByteBuffer?) -> ByteBuffer {
        if let made = compressed?.frames.withLock({ $0[windowBits] }) { return made }
        // Another loop may do so too; holding the lock meanwhile would hold that loop up.
        let short = compress(payload).flatMap { $0.readableBytes < payloadLength ? frame(compressed: $0) : nil }
        let made = short ?? plain
        compressed?.frames.withLock { $0[windowBits] = made }
        return made
    }
}
