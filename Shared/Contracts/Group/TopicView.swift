package import Wire

/// A topic as one viewer sees it.
package struct TopicView: WireMessage {
    /// The topic's canonical name.
    package var topic: String
    /// What kind of topic it is.
    package var kind: TopicKind
    /// When it was made, in milliseconds.
    package var createdAt: Int64
    /// When it last changed, in milliseconds.
    package var updatedAt: Int64
    /// Absent for private chats.
    package var defaultAccess: DefaultAccessPair?
    /// Absent for private chats: the peer's profile has it.
    package var publicJSON: [UInt8]
    /// What only root writes: JSON, empty when absent or not said.
    package var trustedJSON: [UInt8]
    /// Shared extras such as pins: JSON, empty when absent.
    package var auxiliaryJSON: [UInt8]
    /// Search tags.
    package var tags: [String]
    /// The owner; 0 when there is none.
    package var owner: UInt64
    /// Members, and readers of a channel.
    package var subscriberCount: Int64
    /// The viewer's own subscription; absent for a stranger.
    ///
    /// The viewer's; absent for a stranger.
    package var subscription: Subscription?
    /// Private chats: the peer's, absent when the peer has left.
    package var peerAccess: AccessPair?
    package var unknownFields = UnknownFields()

    /// Creates a message; what is not said stays at its default.
    package init(
        topic: String = "",
        kind: TopicKind = .p2p,
        createdAt: Int64 = 0,
        updatedAt: Int64 = 0,
        defaultAccess: DefaultAccessPair? = nil,
        publicJSON: [UInt8] = [],
        trustedJSON: [UInt8] = [],
        auxiliaryJSON: [UInt8] = [],
        tags: [String] = [],
        owner: UInt64 = 0,
        subscriberCount: Int64 = 0,
        subscription: Subscription? = nil,
        peerAccess: AccessPair? = nil
    ) {
        self.topic = topic
        self.kind = kind
        self.createdAt = createdAt
        self.updatedAt = updatedAt
        self.defaultAccess = defaultAccess
        self.publicJSON = publicJSON
        self.trustedJSON = trustedJSON
        self.auxiliaryJSON = auxiliaryJSON
        self.tags = tags
        self.owner = owner
        self.subscriberCount = subscriberCount
        self.subscription = subscription
        self.peerAccess = peerAccess
    }

    package init() {
        self.init(topic: "")
    }

    package func encodeFields(to writer: inout WireWriter) {
        writer.string(topic, at: 1)
        writer.enumeration(kind, at: 2)
        writer.int64(createdAt, at: 3)
        writer.int64(updatedAt, at: 4)
        writer.message(defaultAccess, at: 5)
        writer.bytes(publicJSON, at: 6)
        writer.bytes(trustedJSON, at: 7)
        writer.bytes(auxiliaryJSON, at: 8)
        writer.strings(tags, at: 9)
        writer.fixed64(owner, at: 10)
        writer.int64(subscriberCount, at: 11)
        writer.message(subscription, at: 12)
        writer.message(peerAccess, at: 13)
    }

    package mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        switch tag.number {
        case 1: topic = try reader.string(tag)
        case 2: kind = TopicKind(rawValue: try reader.int32(tag))
        case 3: createdAt = try reader.int64(tag)
        case 4: updatedAt = try reader.int64(tag)
        case 5: defaultAccess = try reader.message(tag, into: defaultAccess)
        case 6: publicJSON = try reader.bytes(tag)
        case 7: trustedJSON = try reader.bytes(tag)
        case 8: auxiliaryJSON = try reader.bytes(tag)
        case 9: tags.append(try reader.string(tag))
        case 10: owner = try reader.fixed64(tag)
        case 11: subscriberCount = try reader.int64(tag)
        case 12: subscription = try reader.message(tag, into: subscription)
        case 13: peerAccess = try reader.message(tag, into: peerAccess)
        default: return false
        }
        return true
    }
}

/// One user's relation to one topic.
package struct Subscription: WireMessage {
    /// The user.
    package var user: UInt64
    /// What is wanted and given.
    package var access: AccessPair?
    /// What only the user sees: JSON, empty when absent or not said.
    package var privateJSON: [UInt8]
    /// When it was made, in milliseconds.
    package var createdAt: Int64
    /// When it last changed, in milliseconds.
    package var updatedAt: Int64
    /// When it was deleted, in milliseconds; 0 while it is not.
    package var deletedAt: Int64
    /// Whether the subscription is that of a channel reader.
    ///
    /// Of a channel, not a member of it.
    package var isReader: Bool
    package var unknownFields = UnknownFields()

    /// Creates a message; what is not said stays at its default.
    package init(
        user: UInt64 = 0,
        access: AccessPair? = nil,
        privateJSON: [UInt8] = [],
        createdAt: Int64 = 0,
        updatedAt: Int64 = 0,
        deletedAt: Int64 = 0,
        isReader: Bool = false
    ) {
        self.user = user
        self.access = access
        self.privateJSON = privateJSON
        self.createdAt = createdAt
        self.updatedAt = updatedAt
        self.deletedAt = deletedAt
        self.isReader = isReader
    }

    package init() {
        self.init(user: 0)
    }

    package func encodeFields(to writer: inout WireWriter) {
        writer.fixed64(user, at: 1)
        writer.message(access, at: 2)
        writer.bytes(privateJSON, at: 3)
        writer.int64(createdAt, at: 4)
        writer.int64(updatedAt, at: 5)
        writer.int64(deletedAt, at: 6)
        writer.bool(isReader, at: 7)
    }

    package mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        switch tag.number {
        case 1: user = try reader.fixed64(tag)
        case 2: access = try reader.message(tag, into: access)
        case 3: privateJSON = try reader.bytes(tag)
        case 4: createdAt = try reader.int64(tag)
        case 5: updatedAt = try reader.int64(tag)
        case 6: deletedAt = try reader.int64(tag)
        case 7: isReader = try reader.bool(tag)
        default: return false
        }
        return true
    }
}
