package import Wire

/// Event.
package struct Event: WireMessage {
    /// Unique; consumers are idempotent.
    package var id: String
    /// When, in milliseconds.
    package var at: Int64
    /// 0: the suite itself.
    package var actor: UInt64
    /// The session that caused it hears nothing of it.
    package var originSession: String
    /// The topic's canonical name.
    package var topic: String
    /// The topic created.
    package var topicCreated: TopicCreated?
    /// The access changed.
    package var accessChanged: AccessChanged?
    /// The topic changed.
    package var topicChanged: TopicChanged?
    /// The topic deleted.
    package var topicDeleted: TopicDeleted?
    /// The messages deleted.
    package var messagesDeleted: MessagesDeleted?
    /// The account changed.
    package var accountChanged: AccountChanged?
    /// The account closed.
    package var accountClosed: AccountClosed?
    /// The actor set or withdrew a reaction.
    package var messageReacted: MessageReacted?
    package var unknownFields = UnknownFields()

    /// Creates a message; what is not said stays at its default.
    package init(
        id: String = "",
        at: Int64 = 0,
        actor: UInt64 = 0,
        originSession: String = "",
        topic: String = "",
        topicCreated: TopicCreated? = nil,
        accessChanged: AccessChanged? = nil,
        topicChanged: TopicChanged? = nil,
        topicDeleted: TopicDeleted? = nil,
        messagesDeleted: MessagesDeleted? = nil,
        accountChanged: AccountChanged? = nil,
        accountClosed: AccountClosed? = nil,
        messageReacted: MessageReacted? = nil
    ) {
        self.id = id
        self.at = at
        self.actor = actor
        self.originSession = originSession
        self.topic = topic
        self.topicCreated = topicCreated
        self.accessChanged = accessChanged
        self.topicChanged = topicChanged
        self.topicDeleted = topicDeleted
        self.messagesDeleted = messagesDeleted
        self.accountChanged = accountChanged
        self.accountClosed = accountClosed
        self.messageReacted = messageReacted
    }

    package init() {
        self.init(id: "")
    }

    package func encodeFields(to writer: inout WireWriter) {
        writer.string(id, at: 1)
        writer.int64(at, at: 2)
        writer.fixed64(actor, at: 3)
        writer.string(originSession, at: 4)
        writer.string(topic, at: 5)
        writer.message(topicCreated, at: 10)
        writer.message(accessChanged, at: 11)
        writer.message(topicChanged, at: 12)
        writer.message(topicDeleted, at: 13)
        writer.message(messagesDeleted, at: 14)
        writer.message(accountChanged, at: 15)
        writer.message(accountClosed, at: 16)
        writer.message(messageReacted, at: 17)
    }

    package mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        switch tag.number {
        case 1: id = try reader.string(tag)
        case 2: at = try reader.int64(tag)
        case 3: actor = try reader.fixed64(tag)
        case 4: originSession = try reader.string(tag)
        case 5: topic = try reader.string(tag)
        case 10: topicCreated = try reader.message(tag, into: topicCreated)
        case 11: accessChanged = try reader.message(tag, into: accessChanged)
        case 12: topicChanged = try reader.message(tag, into: topicChanged)
        case 13: topicDeleted = try reader.message(tag, into: topicDeleted)
        case 14: messagesDeleted = try reader.message(tag, into: messagesDeleted)
        case 15: accountChanged = try reader.message(tag, into: accountChanged)
        case 16: accountClosed = try reader.message(tag, into: accountClosed)
        case 17: messageReacted = try reader.message(tag, into: messageReacted)
        default: return false
        }
        return true
    }
}
