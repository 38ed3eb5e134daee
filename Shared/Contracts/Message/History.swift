package import Wire

/// The request of `History`.
package struct HistoryRequest: WireMessage {
    /// The topic's canonical name.
    package var topic: String
    /// The user.
    package var user: UInt64
    /// Lower bound, inclusive; 0 is none.
    ///
    /// Inclusive, 0 no bound.
    package var since: Int64
    /// Upper bound, exclusive; 0 is none.
    ///
    /// Exclusive, 0 no bound.
    package var before: Int64
    /// Greatest number of rows.
    ///
    /// 1 to 100, 0 means 100.
    package var limit: Int32
    /// Which sequences.
    ///
    /// Instead of since and before.
    package var ranges: [SequenceRange]
    /// Whether the topic was addressed as a channel reader does.
    package var asReader: Bool
    package var unknownFields = UnknownFields()

    /// Creates a message; what is not said stays at its default.
    package init(
        topic: String = "",
        user: UInt64 = 0,
        since: Int64 = 0,
        before: Int64 = 0,
        limit: Int32 = 0,
        ranges: [SequenceRange] = [],
        asReader: Bool = false
    ) {
        self.topic = topic
        self.user = user
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
        writer.fixed64(user, at: 2)
        writer.int64(since, at: 3)
        writer.int64(before, at: 4)
        writer.int32(limit, at: 5)
        writer.messages(ranges, at: 6)
        writer.bool(asReader, at: 7)
    }

    package mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        switch tag.number {
        case 1: topic = try reader.string(tag)
        case 2: user = try reader.fixed64(tag)
        case 3: since = try reader.int64(tag)
        case 4: before = try reader.int64(tag)
        case 5: limit = try reader.int32(tag)
        case 6: ranges.append(try reader.message(tag))
        case 7: asReader = try reader.bool(tag)
        default: return false
        }
        return true
    }
}

/// The answer of `History` and of `Replay`.
package struct HistoryReply: WireMessage {
    /// The messages.
    package var messages: [StoredMessage]
    /// Whether the page ended early, for its size: ask again from where it ended.
    package var hasMore: Bool
    package var unknownFields = UnknownFields()

    /// Creates a message; what is not said stays at its default.
    package init(
        messages: [StoredMessage] = [],
        hasMore: Bool = false
    ) {
        self.messages = messages
        self.hasMore = hasMore
    }

    package init() {
        self.init(messages: [])
    }

    package func encodeFields(to writer: inout WireWriter) {
        writer.messages(messages, at: 1)
        writer.bool(hasMore, at: 2)
    }

    package mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        switch tag.number {
        case 1: messages.append(try reader.message(tag))
        case 2: hasMore = try reader.bool(tag)
        default: return false
        }
        return true
    }
}

/// The request of `Replay`.
package struct ReplayRequest: WireMessage {
    /// The topic's canonical name.
    package var topic: String
    /// The from.
    package var from: Int64
    /// At most 1,000 messages at once.
    package var through: Int64
    package var unknownFields = UnknownFields()

    /// Creates a message; what is not said stays at its default.
    package init(
        topic: String = "",
        from: Int64 = 0,
        through: Int64 = 0
    ) {
        self.topic = topic
        self.from = from
        self.through = through
    }

    package init() {
        self.init(topic: "")
    }

    package func encodeFields(to writer: inout WireWriter) {
        writer.string(topic, at: 1)
        writer.int64(from, at: 2)
        writer.int64(through, at: 3)
    }

    package mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        switch tag.number {
        case 1: topic = try reader.string(tag)
        case 2: from = try reader.int64(tag)
        case 3: through = try reader.int64(tag)
        default: return false
        }
        return true
    }
}
