package import Wire

/// The request of `GetTopic`.
package struct GetTopicRequest: WireMessage {
    /// The topic's canonical name.
    package var topic: String
    /// Whether the topic was addressed as a channel reader does.
    package var asReader: Bool
    package var unknownFields = UnknownFields()

    /// Creates a message; what is not said stays at its default.
    package init(
        topic: String = "",
        asReader: Bool = false
    ) {
        self.topic = topic
        self.asReader = asReader
    }

    package init() {
        self.init(topic: "")
    }

    package func encodeFields(to writer: inout WireWriter) {
        writer.string(topic, at: 1)
        writer.bool(asReader, at: 2)
    }

    package mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        switch tag.number {
        case 1: topic = try reader.string(tag)
        case 2: asReader = try reader.bool(tag)
        default: return false
        }
        return true
    }
}
