/// What a topic has for its sessions by the end of the delivery under way.
struct UnwrittenMessages {
    /// Bytes that are joined at most, and one message: a connection passes on that much at once in any case.
    private static let bound = WebSocketConnection.chunkSize

    private(set) var messages: [OutboundMessage] = []
    private var size = 0

    /// Whether it is to be written before more comes.
    var isFull: Bool { size >= Self.bound }

    /// Adds the message that comes next in the topic.
    mutating func append(_ message: OutboundMessage) {
        messages.append(message)
        size += message.size
    }

    /// Takes out what there is.
    mutating func take() -> [OutboundMessage] {
        defer { self = UnwrittenMessages() }
        return messages
    }
}
