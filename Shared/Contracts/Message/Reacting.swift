package import Wire

/// The request of `React`.
package struct ReactRequest: WireMessage {
    /// The topic's canonical name.
    package var topic: String
    /// The place in the topic, from 1.
    package var sequence: Int64
    /// What the actor answers with; empty withdraws the reaction.
    package var value: String
    /// Whether the topic was addressed as a channel reader does.
    package var asReader: Bool
    package var unknownFields = UnknownFields()

    /// Creates a message; what is not said stays at its default.
    package init(
        topic: String = "",
        sequence: Int64 = 0,
        value: String = "",
        asReader: Bool = false
    ) {
        self.topic = topic
        self.sequence = sequence
        self.value = value
        self.asReader = asReader
    }

    package init() {
        self.init(topic: "")
    }

    package func encodeFields(to writer: inout WireWriter) {
        writer.string(topic, at: 1)
        writer.int64(sequence, at: 2)
        writer.string(value, at: 3)
        writer.bool(asReader, at: 4)
    }

    package mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        switch tag.number {
        case 1: topic = try reader.string(tag)
        case 2: sequence = try reader.int64(tag)
        case 3: value = try reader.string(tag)
        case 4: asReader = try reader.bool(tag)
        default: return false
        }
        return true
    }
}

/// The answer of `React`.
package struct ReactReply: WireMessage {
    /// Number of the change; of the last one when nothing changed.
    package var reactionID: Int64
    /// Whether anything changed.
    package var changed: Bool
    package var unknownFields = UnknownFields()

    /// Creates a message; what is not said stays at its default.
    package init(
        reactionID: Int64 = 0,
        changed: Bool = false
    ) {
        self.reactionID = reactionID
        self.changed = changed
    }

    package init() {
        self.init(reactionID: 0)
    }

    package func encodeFields(to writer: inout WireWriter) {
        writer.int64(reactionID, at: 1)
        writer.bool(changed, at: 2)
    }

    package mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        switch tag.number {
        case 1: reactionID = try reader.int64(tag)
        case 2: changed = try reader.bool(tag)
        default: return false
        }
        return true
    }
}
