import JSON

/// A frame that is no request of the client protocol, with what could still be read of whom it came from.
///
/// The fault is the client's; it is answered with 400, under `id` if there is one.
struct MalformedMessage: Error, Equatable {
    /// What is wrong with a frame.
    enum Reason: Sendable, Equatable {
        /// Not JSON, or a field of the wrong type.
        case json(JSONError)
        /// No request among the keys.
        case noRequest
        /// More than one request among the keys.
        case severalRequests
        /// A protobuf message that is none, or in which a word is unknown or JSON is none.
        case protobuf
    }

    var reason: Reason
    /// The request's own number, where it stood in front of the fault or the frame was sound enough to find it behind.
    var id: String?
    /// The request's topic, likewise.
    var topic: String?

    /// Names what is wrong, and whom it came from.
    init(_ reason: Reason, id: String?, topic: String?) {
        self.reason = reason
        self.id = id
        self.topic = topic
    }

    /// Looks for the number and the topic in a frame that was refused.
    init(_ reason: Reason, in frame: UnsafeRawBufferPointer) {
        self.reason = reason
        var scanner = JSONScanner(frame)
        // The frame is known to be faulty: what was found before the fault is all there is.
        try? findIdentity(&scanner)
    }

    private mutating func findIdentity(_ scanner: inout JSONScanner) throws(JSONError) {
        try scanner.enterObject()
        while let key = try scanner.nextKey() {
            guard ClientMessage.isRequest(key), try scanner.peek() == .object else { continue }
            try scanner.enterObject()
            while let key = try scanner.nextKey() {
                guard try scanner.peek() == .string else { continue }
                switch key {
                case "id": id = try scanner.string()
                case "topic": topic = try scanner.string()
                default: break
                }
            }
        }
    }
}
