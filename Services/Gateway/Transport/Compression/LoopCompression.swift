internal import NIOCore

/// What compresses and inflates for the connections of one event loop; used on that loop only.
///
/// zlib's state is large, so it is made when first needed and shared by all connections that keep no context.
final class LoopCompression {
    /// Speed counts for more here: a message is compressed while others wait.
    private static let level: Int32 = 3
    /// Inflaters that are kept for the next message; there are more only while more messages arrive in pieces.
    private static let sparesKept = 4

    /// How messages are compressed; nil for not at all.
    let policy: CompressionPolicy?
    private var deflaters: [Int: Deflater] = [:]
    private var inflaters: [Inflater] = []

    /// Creates the part of one loop.
    ///
    /// - Parameter policy: How messages are compressed; nil for not at all.
    init(_ policy: CompressionPolicy?) {
        self.policy = policy
    }

    /// Makes the compressed frame of a message; the plain one if that is shorter, or memory is short.
    ///
    /// - Parameters:
    ///   - message: The message.
    ///   - windowBits: How far the frame may refer back.
    /// - Returns: The frame, the same for all that it is made for.
    func frame(of message: MessageFrame, windowBits: Int) -> ByteBuffer {
        message.compressed(windowBits: windowBits) { payload in
            let deflater = deflaters[windowBits] ?? Deflater(.raw(windowBits: windowBits), level: Self.level)
            guard let deflater else { return nil }
            deflaters[windowBits] = deflater
            deflater.reset()
            return Self.compress(payload, with: deflater)
        }
    }

    /// A deflater for one connection alone; nil when memory is short.
    func makeDeflater(windowBits: Int) -> Deflater? {
        Deflater(.raw(windowBits: windowBits), level: Self.level)
    }

    /// The compressed form of a message.
    static func compress(_ payload: ByteBufferView, with deflater: Deflater) -> ByteBuffer {
        var compressed = ByteBufferAllocator().buffer(capacity: payload.count / 2 + 16)
        payload.withUnsafeBytes { deflater.appendMessage($0, to: &compressed) }
        return compressed
    }

    /// An inflater that has forgotten everything, for one message; nil when memory is short.
    func borrowInflater() -> Inflater? {
        inflaters.popLast() ?? Inflater(windowBits: 15)
    }

    /// Takes an inflater back.
    func giveBack(_ inflater: Inflater) {
        guard inflaters.count < Self.sparesKept else { return }
        inflater.reset()
        inflaters.append(inflater)
    }
}
