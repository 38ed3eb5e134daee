import NIOCore

/// What comes in on the stream of a call: takes the messages out of it, and decides when the peer may send more.
///
/// A message that is being collected, and the only one of a unary call, are credited as their bytes come: they are
/// bounded by the message size. Beyond that, nothing is credited until the application has taken what waits.
struct InboundMessages {
    /// Where messages go; nil when there is to be only one.
    private let pipe: MessagePipe?
    private var deframer: MessageDeframer
    private var uncredited = 0
    /// Bytes that came and that the application has not taken; of a unary call, all that came.
    private(set) var heldBytes = 0
    /// The only message, once it is complete.
    private(set) var message: [UInt8]?

    /// - Parameters:
    ///   - pipe: Where messages go; nil when there is to be only one.
    ///   - maxMessageSize: Bytes that one message may have.
    init(to pipe: MessagePipe?, maxMessageSize: Int) {
        self.pipe = pipe
        deframer = MessageDeframer(maxMessageSize: maxMessageSize)
    }

    /// Whether a message has begun and is not complete.
    var isMidway: Bool { deframer.isMidway }

    /// Takes in bytes that came.
    ///
    /// - Returns: How many bytes to credit.
    /// - Throws: what is wrong with them.
    mutating func receive(_ bytes: ByteBuffer) throws(RPCStatus) -> Int {
        uncredited += bytes.readableBytes
        heldBytes += bytes.readableBytes
        var bytes = bytes
        while let next = try deframer.next(&bytes) {
            if let pipe {
                pipe.push(next)
            } else {
                guard message == nil else { throw .notOneMessage }
                message = next
            }
        }
        return takenByApplication()
    }

    /// Credits what came, if the application has taken all that is complete.
    ///
    /// - Returns: How many bytes to credit.
    mutating func takenByApplication() -> Int {
        guard pipe?.isEmpty ?? true else { return 0 }
        if pipe != nil { heldBytes = deframer.heldBytes }
        defer { uncredited = 0 }
        return uncredited
    }

    /// Credits everything: the call is over.
    mutating func abandon() -> Int {
        defer { uncredited = 0 }
        return uncredited
    }
}
