package import Wire

/// The actor set or withdrew a reaction.
package struct MessageReacted: WireMessage {
    /// The place in the topic, from 1.
    package var sequence: Int64
    /// Number of the change in its topic.
    package var reactionID: Int64
    /// What the actor answers with; empty when it was withdrawn.
    package var value: String
    package var unknownFields = UnknownFields()

    /// Creates a message; what is not said stays at its default.
    package init(
        sequence: Int64 = 0,
        reactionID: Int64 = 0,
        value: String = ""
    ) {
        self.sequence = sequence
        self.reactionID = reactionID
        self.value = value
    }

    package init() {
        self.init(sequence: 0)
    }

    package func encodeFields(to writer: inout WireWriter) {
        writer.int64(sequence, at: 1)
        writer.int64(reactionID, at: 2)
        writer.string(value, at: 3)
    }

    package mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        switch tag.number {
        case 1: sequence = try reader.int64(tag)
        case 2: reactionID = try reader.int64(tag)
        case 3: value = try reader.string(tag)
        default: return false
        }
        return true
    }
}
