package import Wire

/// The request of `Audience`.
package struct AudienceRequest: WireMessage {
    /// The topic's canonical name.
    package var topic: String
    /// Where the last page ended.
    package var after: UInt64
    /// Greatest number of rows.
    ///
    /// Up to 10,000.
    package var limit: Int32
    /// Only those who may administer the topic.
    package var onlyAdministrators: Bool
    package var unknownFields = UnknownFields()

    /// Creates a message; what is not said stays at its default.
    package init(
        topic: String = "",
        after: UInt64 = 0,
        limit: Int32 = 0,
        onlyAdministrators: Bool = false
    ) {
        self.topic = topic
        self.after = after
        self.limit = limit
        self.onlyAdministrators = onlyAdministrators
    }

    package init() {
        self.init(topic: "")
    }

    package func encodeFields(to writer: inout WireWriter) {
        writer.string(topic, at: 1)
        writer.fixed64(after, at: 2)
        writer.int32(limit, at: 3)
        writer.bool(onlyAdministrators, at: 4)
    }

    package mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        switch tag.number {
        case 1: topic = try reader.string(tag)
        case 2: after = try reader.fixed64(tag)
        case 3: limit = try reader.int32(tag)
        case 4: onlyAdministrators = try reader.bool(tag)
        default: return false
        }
        return true
    }
}

/// The answer of `Audience`.
package struct AudienceReply: WireMessage {
    /// The members.
    ///
    /// By user, ascending.
    package var members: [AudienceMember]
    /// Whether more rows follow.
    package var hasMore: Bool
    /// What kind of topic it is.
    package var kind: TopicKind
    package var unknownFields = UnknownFields()

    /// Creates a message; what is not said stays at its default.
    package init(
        members: [AudienceMember] = [],
        hasMore: Bool = false,
        kind: TopicKind = .p2p
    ) {
        self.members = members
        self.hasMore = hasMore
        self.kind = kind
    }

    package init() {
        self.init(members: [])
    }

    package func encodeFields(to writer: inout WireWriter) {
        writer.messages(members, at: 1)
        writer.bool(hasMore, at: 2)
        writer.enumeration(kind, at: 3)
    }

    package mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        switch tag.number {
        case 1: members.append(try reader.message(tag))
        case 2: hasMore = try reader.bool(tag)
        case 3: kind = TopicKind(rawValue: try reader.int32(tag))
        default: return false
        }
        return true
    }
}

/// Audience member.
package struct AudienceMember: WireMessage {
    /// The user.
    package var user: UInt64
    /// Mode letters, or a mask of them.
    ///
    /// Effective.
    package var mode: UInt32
    /// Whether the subscription is that of a channel reader.
    package var isReader: Bool
    package var unknownFields = UnknownFields()

    /// Creates a message; what is not said stays at its default.
    package init(
        user: UInt64 = 0,
        mode: UInt32 = 0,
        isReader: Bool = false
    ) {
        self.user = user
        self.mode = mode
        self.isReader = isReader
    }

    package init() {
        self.init(user: 0)
    }

    package func encodeFields(to writer: inout WireWriter) {
        writer.fixed64(user, at: 1)
        writer.uint32(mode, at: 2)
        writer.bool(isReader, at: 3)
    }

    package mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        switch tag.number {
        case 1: user = try reader.fixed64(tag)
        case 2: mode = try reader.uint32(tag)
        case 3: isReader = try reader.bool(tag)
        default: return false
        }
        return true
    }
}
