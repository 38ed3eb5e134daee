import NIOCore

/// Finds the messages in the body of a call, however its bytes are cut.
struct MessageDeframer {
    private let maxMessageSize: Int
    private var prefix: [UInt8] = []
    /// The message that is being collected; nil between messages.
    private var message: [UInt8]?
    private var missing = 0

    /// - Parameter maxMessageSize: Bytes that one message may have.
    init(maxMessageSize: Int) {
        self.maxMessageSize = maxMessageSize
    }

    /// Whether a message has begun and is not complete: a body that ends so was cut.
    var isMidway: Bool { message != nil || !prefix.isEmpty }

    /// Bytes of the message that is being collected.
    var heldBytes: Int { prefix.count + (message?.count ?? 0) }

    /// Takes bytes until a message is complete.
    ///
    /// - Returns: The message; nil when more bytes are needed.
    /// - Throws: `unimplemented` for a compressed message, `internal` for a malformed prefix, `resourceExhausted` for a
    ///   message larger than allowed, before it is collected.
    mutating func next(_ bytes: inout ByteBuffer) throws(RPCStatus) -> [UInt8]? {
        if message == nil {
            while prefix.count < MessageFraming.prefixLength, let byte = bytes.readInteger(as: UInt8.self) {
                prefix.append(byte)
            }
            guard prefix.count == MessageFraming.prefixLength else { return nil }
            try begin()
        }
        let count = min(missing, bytes.readableBytes)
        bytes.readWithUnsafeReadableBytes { source in
            message?.append(contentsOf: source.prefix(count))
            return count
        }
        missing -= count
        guard missing == 0 else { return nil }
        defer { message = nil }
        return message
    }

    private mutating func begin() throws(RPCStatus) {
        guard prefix[0] <= 1 else {
            throw RPCStatus(.internal, reason: "malformed", message: "no message begins with \(prefix[0])")
        }
        guard prefix[0] == 0 else {
            throw RPCStatus(.unimplemented, reason: "compressed", message: "compression is not supported")
        }
        missing = prefix[1...].reduce(0) { $0 << 8 | Int($1) }
        guard missing <= maxMessageSize else {
            throw RPCStatus(
                .resourceExhausted, reason: "too_large",
                message: "a message of \(missing) bytes is larger than the \(maxMessageSize) allowed")
        }
        prefix.removeAll(keepingCapacity: true)
        var message: [UInt8] = []
        // A peer is not given memory for what it only announces.
        message.reserveCapacity(min(missing, 64 * 1024))
        self.message = message
    }
}
