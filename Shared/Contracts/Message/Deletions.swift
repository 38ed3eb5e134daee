package import Wire

/// The request of `DeleteMessages`.
package struct DeleteMessagesRequest: WireMessage {
    /// The topic's canonical name.
    package var topic: String
    /// Which sequences.
    package var ranges: [SequenceRange]
    /// For everybody; without D it becomes the actor's own.
    package var hard: Bool
    package var unknownFields = UnknownFields()

    /// Creates a message; what is not said stays at its default.
    package init(
        topic: String = "",
        ranges: [SequenceRange] = [],
        hard: Bool = false
    ) {
        self.topic = topic
        self.ranges = ranges
        self.hard = hard
    }

    package init() {
        self.init(topic: "")
    }

    package func encodeFields(to writer: inout WireWriter) {
        writer.string(topic, at: 1)
        writer.messages(ranges, at: 2)
        writer.bool(hard, at: 3)
    }

    package mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        switch tag.number {
        case 1: topic = try reader.string(tag)
        case 2: ranges.append(try reader.message(tag))
        case 3: hard = try reader.bool(tag)
        default: return false
        }
        return true
    }
}

/// The answer of `DeleteMessages`.
package struct DeleteMessagesReply: WireMessage {
    /// The deletion's number in its topic.
    package var deleteID: Int64
    package var unknownFields = UnknownFields()

    /// Creates a message; what is not said stays at its default.
    package init(
        deleteID: Int64 = 0
    ) {
        self.deleteID = deleteID
    }

    package init() {
        self.init(deleteID: 0)
    }

    package func encodeFields(to writer: inout WireWriter) {
        writer.int64(deleteID, at: 1)
    }

    package mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        switch tag.number {
        case 1: deleteID = try reader.int64(tag)
        default: return false
        }
        return true
    }
}

/// The request of `GetDeletions`.
package struct GetDeletionsRequest: WireMessage {
    /// The topic's canonical name.
    package var topic: String
    /// The user.
    package var user: UInt64
    /// Lower bound, inclusive; 0 is none.
    ///
    /// Delete ids, inclusive.
    package var since: Int64
    /// Upper bound, exclusive; 0 is none.
    ///
    /// Exclusive.
    package var before: Int64
    /// Greatest number of rows.
    package var limit: Int32
    package var unknownFields = UnknownFields()

    /// Creates a message; what is not said stays at its default.
    package init(
        topic: String = "",
        user: UInt64 = 0,
        since: Int64 = 0,
        before: Int64 = 0,
        limit: Int32 = 0
    ) {
        self.topic = topic
        self.user = user
        self.since = since
        self.before = before
        self.limit = limit
    }

    package init() {
        self.init(topic: "")
    }

    package func encodeFields(to writer: inout WireWriter) {
        writer.string(topic, at: 1)
        writer.fixed64(user, at: 2)
        writer.int64(since, at: 3)
        writer.int64(before, at: 4)
        writer.int32(limit, at: 5)
    }

    package mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        switch tag.number {
        case 1: topic = try reader.string(tag)
        case 2: user = try reader.fixed64(tag)
        case 3: since = try reader.int64(tag)
        case 4: before = try reader.int64(tag)
        case 5: limit = try reader.int32(tag)
        default: return false
        }
        return true
    }
}

/// The answer of `GetDeletions`.
package struct GetDeletionsReply: WireMessage {
    /// The deletion's number in its topic.
    ///
    /// Greatest in the page.
    package var deleteID: Int64
    /// Which sequences.
    ///
    /// Merged, ascending.
    package var ranges: [SequenceRange]
    package var unknownFields = UnknownFields()

    /// Creates a message; what is not said stays at its default.
    package init(
        deleteID: Int64 = 0,
        ranges: [SequenceRange] = []
    ) {
        self.deleteID = deleteID
        self.ranges = ranges
    }

    package init() {
        self.init(deleteID: 0)
    }

    package func encodeFields(to writer: inout WireWriter) {
        writer.int64(deleteID, at: 1)
        writer.messages(ranges, at: 2)
    }

    package mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        switch tag.number {
        case 1: deleteID = try reader.int64(tag)
        case 2: ranges.append(try reader.message(tag))
        default: return false
        }
        return true
    }
}
