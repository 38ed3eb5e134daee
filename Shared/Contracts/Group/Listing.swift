package import Wire

/// The request of `ListSubscriptions`.
package struct ListSubscriptionsRequest: WireMessage {
    /// Only what changed since, in milliseconds; 0 is all.
    ///
    /// 0: all that are not deleted; else deleted ones too.
    package var modifiedSince: Int64
    /// The topic's canonical name.
    ///
    /// Only this one.
    package var topic: String
    /// Greatest number of rows.
    ///
    /// 1 to 1024, 0 means 1024.
    package var limit: Int32
    /// Where the last page ended.
    ///
    /// Topic of the last row of the page before.
    package var after: String
    package var unknownFields = UnknownFields()

    /// Creates a message; what is not said stays at its default.
    package init(
        modifiedSince: Int64 = 0,
        topic: String = "",
        limit: Int32 = 0,
        after: String = ""
    ) {
        self.modifiedSince = modifiedSince
        self.topic = topic
        self.limit = limit
        self.after = after
    }

    package init() {
        self.init(modifiedSince: 0)
    }

    package func encodeFields(to writer: inout WireWriter) {
        writer.int64(modifiedSince, at: 1)
        writer.string(topic, at: 2)
        writer.int32(limit, at: 3)
        writer.string(after, at: 4)
    }

    package mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        switch tag.number {
        case 1: modifiedSince = try reader.int64(tag)
        case 2: topic = try reader.string(tag)
        case 3: limit = try reader.int32(tag)
        case 4: after = try reader.string(tag)
        default: return false
        }
        return true
    }
}

/// The answer of `ListSubscriptions`.
package struct ListSubscriptionsReply: WireMessage {
    /// The topics.
    ///
    /// Each with the actor's subscription; a deleted one has deleted_at.
    package var topics: [TopicView]
    /// Whether more rows follow.
    package var hasMore: Bool
    package var unknownFields = UnknownFields()

    /// Creates a message; what is not said stays at its default.
    package init(
        topics: [TopicView] = [],
        hasMore: Bool = false
    ) {
        self.topics = topics
        self.hasMore = hasMore
    }

    package init() {
        self.init(topics: [])
    }

    package func encodeFields(to writer: inout WireWriter) {
        writer.messages(topics, at: 1)
        writer.bool(hasMore, at: 2)
    }

    package mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        switch tag.number {
        case 1: topics.append(try reader.message(tag))
        case 2: hasMore = try reader.bool(tag)
        default: return false
        }
        return true
    }
}

/// The request of `ListMembers`.
package struct ListMembersRequest: WireMessage {
    /// The topic's canonical name.
    package var topic: String
    /// Whether the topic was addressed as a channel reader does.
    package var asReader: Bool
    /// Only what changed since, in milliseconds; 0 is all.
    package var modifiedSince: Int64
    /// The user.
    ///
    /// Only this one.
    package var user: UInt64
    /// Greatest number of rows.
    package var limit: Int32
    /// Where the last page ended.
    package var after: UInt64
    /// The actor's own row only (not attached).
    package var onlyOwn: Bool
    package var unknownFields = UnknownFields()

    /// Creates a message; what is not said stays at its default.
    package init(
        topic: String = "",
        asReader: Bool = false,
        modifiedSince: Int64 = 0,
        user: UInt64 = 0,
        limit: Int32 = 0,
        after: UInt64 = 0,
        onlyOwn: Bool = false
    ) {
        self.topic = topic
        self.asReader = asReader
        self.modifiedSince = modifiedSince
        self.user = user
        self.limit = limit
        self.after = after
        self.onlyOwn = onlyOwn
    }

    package init() {
        self.init(topic: "")
    }

    package func encodeFields(to writer: inout WireWriter) {
        writer.string(topic, at: 1)
        writer.bool(asReader, at: 2)
        writer.int64(modifiedSince, at: 3)
        writer.fixed64(user, at: 4)
        writer.int32(limit, at: 5)
        writer.fixed64(after, at: 6)
        writer.bool(onlyOwn, at: 7)
    }

    package mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        switch tag.number {
        case 1: topic = try reader.string(tag)
        case 2: asReader = try reader.bool(tag)
        case 3: modifiedSince = try reader.int64(tag)
        case 4: user = try reader.fixed64(tag)
        case 5: limit = try reader.int32(tag)
        case 6: after = try reader.fixed64(tag)
        case 7: onlyOwn = try reader.bool(tag)
        default: return false
        }
        return true
    }
}

/// The answer of `ListMembers`.
package struct ListMembersReply: WireMessage {
    /// The members.
    ///
    /// Access is left out where the actor may not see it.
    package var members: [Subscription]
    /// Whether more rows follow.
    package var hasMore: Bool
    package var unknownFields = UnknownFields()

    /// Creates a message; what is not said stays at its default.
    package init(
        members: [Subscription] = [],
        hasMore: Bool = false
    ) {
        self.members = members
        self.hasMore = hasMore
    }

    package init() {
        self.init(members: [])
    }

    package func encodeFields(to writer: inout WireWriter) {
        writer.messages(members, at: 1)
        writer.bool(hasMore, at: 2)
    }

    package mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        switch tag.number {
        case 1: members.append(try reader.message(tag))
        case 2: hasMore = try reader.bool(tag)
        default: return false
        }
        return true
    }
}
