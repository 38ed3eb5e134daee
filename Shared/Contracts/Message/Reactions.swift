package import Wire

/// All who reacted to one message with the same value.
package struct Reaction: WireMessage {
    /// Number of the newest of them.
    package var id: Int64
    /// What they answered with.
    package var value: String
    /// How many they are.
    package var count: Int64
    /// The newest of them, and the asker; to a channel's reader only the asker.
    package var users: [UInt64]
    package var unknownFields = UnknownFields()

    /// Creates a message; what is not said stays at its default.
    package init(
        id: Int64 = 0,
        value: String = "",
        count: Int64 = 0,
        users: [UInt64] = []
    ) {
        self.id = id
        self.value = value
        self.count = count
        self.users = users
    }

    package init() {
        self.init(id: 0)
    }

    package func encodeFields(to writer: inout WireWriter) {
        writer.int64(id, at: 1)
        writer.string(value, at: 2)
        writer.int64(count, at: 3)
        writer.packedFixed64s(users, at: 4)
    }

    package mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        switch tag.number {
        case 1: id = try reader.int64(tag)
        case 2: value = try reader.string(tag)
        case 3: count = try reader.int64(tag)
        case 4: try reader.fixed64s(tag, into: &users)
        default: return false
        }
        return true
    }
}

/// What there is of reactions to one message.
package struct MessageReactions: WireMessage {
    /// The place in the topic, from 1.
    package var sequence: Int64
    /// By value, the newest first; none when all were withdrawn.
    package var reactions: [Reaction]
    package var unknownFields = UnknownFields()

    /// Creates a message; what is not said stays at its default.
    package init(
        sequence: Int64 = 0,
        reactions: [Reaction] = []
    ) {
        self.sequence = sequence
        self.reactions = reactions
    }

    package init() {
        self.init(sequence: 0)
    }

    package func encodeFields(to writer: inout WireWriter) {
        writer.int64(sequence, at: 1)
        writer.messages(reactions, at: 2)
    }

    package mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        switch tag.number {
        case 1: sequence = try reader.int64(tag)
        case 2: reactions.append(try reader.message(tag))
        default: return false
        }
        return true
    }
}

/// The request of `GetReactions`.
package struct GetReactionsRequest: WireMessage {
    /// The topic's canonical name.
    package var topic: String
    /// Number of a change, inclusive; 0 is none.
    package var since: Int64
    /// Number of a change, exclusive; 0 is none.
    package var before: Int64
    /// Greatest number of messages: 1 to 100, 0 means 100.
    package var limit: Int32
    /// Only these messages; all when empty.
    package var ranges: [SequenceRange]
    /// Whether the topic was addressed as a channel reader does.
    package var asReader: Bool
    package var unknownFields = UnknownFields()

    /// Creates a message; what is not said stays at its default.
    package init(
        topic: String = "",
        since: Int64 = 0,
        before: Int64 = 0,
        limit: Int32 = 0,
        ranges: [SequenceRange] = [],
        asReader: Bool = false
    ) {
        self.topic = topic
        self.since = since
        self.before = before
        self.limit = limit
        self.ranges = ranges
        self.asReader = asReader
    }

    package init() {
        self.init(topic: "")
    }

    package func encodeFields(to writer: inout WireWriter) {
        writer.string(topic, at: 1)
        writer.int64(since, at: 2)
        writer.int64(before, at: 3)
        writer.int32(limit, at: 4)
        writer.messages(ranges, at: 5)
        writer.bool(asReader, at: 6)
    }

    package mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        switch tag.number {
        case 1: topic = try reader.string(tag)
        case 2: since = try reader.int64(tag)
        case 3: before = try reader.int64(tag)
        case 4: limit = try reader.int32(tag)
        case 5: ranges.append(try reader.message(tag))
        case 6: asReader = try reader.bool(tag)
        default: return false
        }
        return true
    }
}

/// The answer of `GetReactions`.
package struct GetReactionsReply: WireMessage {
    /// Messages whose reactions changed, the newest change first.
    package var messages: [MessageReactions]
    package var unknownFields = UnknownFields()

    /// Creates a message; what is not said stays at its default.
    package init(
        messages: [MessageReactions] = []
    ) {
        self.messages = messages
    }

    package init() {
        self.init(messages: [])
    }

    package func encodeFields(to writer: inout WireWriter) {
        writer.messages(messages, at: 1)
    }

    package mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        switch tag.number {
        case 1: messages.append(try reader.message(tag))
        default: return false
        }
        return true
    }
}
