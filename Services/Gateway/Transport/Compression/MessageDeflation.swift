internal import NIOCore

/// Compresses what is sent on one connection.
struct MessageDeflation {
    private let shared: LoopCompression
    private let keepsContext: Bool
    private let windowBits: Int
    private let minimumLength: Int
    /// Only a connection that keeps context has one of its own.
    private var deflater: Deflater?

    /// Creates the compression of a connection.
    ///
    /// - Parameters:
    ///   - shared: The event loop's own part.
    ///   - agreement: What was agreed upon with the client.
    init(_ shared: LoopCompression, _ agreement: CompressionAgreement) {
        self.shared = shared
        keepsContext = agreement.serverKeepsContext
        windowBits = agreement.serverWindowBits
        minimumLength = shared.policy?.minimumLength ?? 0
    }

    /// The frame in which a message goes to this client.
    mutating func frame(of message: MessageFrame) -> ByteBuffer {
        guard message.payload.count >= minimumLength else { return message.plain }
        guard keepsContext else { return shared.frame(of: message, windowBits: windowBits) }
        guard let deflater = deflater ?? shared.makeDeflater(windowBits: windowBits) else { return message.plain }
        self.deflater = deflater
        // It is sent even where it is longer: the client's window has to go along.
        return message.frame(compressed: LoopCompression.compress(message.payload, with: deflater))
    }
}
