import Chat
import Contracts
import JSON

// Understanding messages to clients that a plugin has written.

extension ServerMessage {
    /// Takes in a message.
    ///
    /// - Parameters:
    ///   - message: The message.
    ///   - now: When replies and answers are said to be from, which protobuf does not say; milliseconds.
    /// - Throws: When it is none, a word is unknown, or bytes that are to be JSON are not.
    init(_ message: Pbx.ServerMsg, at now: Int64) throws(PbxFault) {
        switch message.content {
        case .ctrl(let message): self = .control(try ControlMessage(message, at: now))
        case .data(let message): self = .data(try DataMessage(message))
        case .pres(let message): self = .presence(try PresenceMessage(message))
        case .meta(let message): self = .meta(try MetaMessage(message, at: now))
        case .info(let message): self = .info(try InfoMessage(message))
        case nil: throw PbxFault()
        }
    }
}

extension ControlMessage {
    fileprivate init(_ message: Pbx.ServerCtrl, at now: Int64) throws(PbxFault) {
        self.init(
            ReplyCode(Int(message.code), message.text), id: message.id.said, topic: message.topic.said,
            parameters: try PbxJSON.object(message.params)?.object.map { object in
                object.map { ControlParameter($0.key, $0.value) }.sorted { $0.name < $1.name }
            }, at: now)
    }
}

extension DataMessage {
    fileprivate init(_ message: Pbx.ServerData) throws(PbxFault) {
        self.init(
            topic: message.topic, from: try message.fromUserID.said.map(Self.user), at: message.timestamp,
            sequence: Int64(message.seqID), head: try PbxJSON.object(message.head)?.bytes ?? [],
            content: try PbxJSON.value(message.content)?.bytes ?? [])
    }

    fileprivate static func user(_ text: String) throws(PbxFault) -> UserID {
        guard let user = UserID(text) else { throw PbxFault() }
        return user
    }
}

extension PresenceMessage {
    fileprivate init(_ message: Pbx.ServerPres) throws(PbxFault) {
        guard let what = message.what.word else { throw PbxFault() }
        self.init(
            topic: message.topic, source: message.src.said, what: what, userAgent: message.userAgent.said,
            sequence: message.seqID.said, clear: message.delID.said,
            deleted: message.delSeq.map(SequenceRangePart.init), target: message.targetUserID.said,
            actor: message.actorUserID.said,
            access: message.access.map { AccessChange(want: $0.want.said, given: $0.given.said) })
    }
}

extension InfoMessage {
    fileprivate init(_ message: Pbx.ServerInfo) throws(PbxFault) {
        guard let what = try message.what.word else { throw PbxFault() }
        self.init(
            topic: message.topic, source: message.src.said, from: message.fromUserID.said, what: what,
            sequence: message.seqID.said, event: try message.event.word, payload: try PbxJSON.value(message.payload))
    }
}

extension MetaMessage {
    fileprivate init(_ message: Pbx.ServerMeta, at now: Int64) throws(PbxFault) {
        self.init(
            id: message.id.said, topic: message.topic, at: now,
            description: try message.desc.map(TopicDescription.init),
            subscriptions: try message.sub.isEmpty ? nil : message.sub.map(SubscriptionRow.init),
            tags: message.tags.isEmpty ? nil : message.tags,
            credentials: message.cred.isEmpty
                ? nil
                : message.cred.map { CredentialRow(method: $0.method, value: $0.value, isDone: $0.done) },
            deletions: message.del.map {
                DeletionLog(clear: Int64($0.delID), ranges: $0.delSeq.map(SequenceRangePart.init))
            }, auxiliary: try PbxJSON.object(message.aux))
    }
}

extension TopicDescription {
    fileprivate init(_ description: Pbx.TopicDesc) throws(PbxFault) {
        self.init(
            createdAt: description.createdAt.said, updatedAt: description.updatedAt.said,
            touchedAt: description.touchedAt.said, state: description.state.said, isOnline: description.online,
            isChannel: description.isChan,
            seen: LastSeen(description.lastSeenTime, description.lastSeenUserAgent),
            defaultAccess: try description.defaultAccess.map(DefaultAccess.init),
            access: try description.access.map(Access.init), sequence: Int64(description.seqID),
            read: Int64(description.readID), received: Int64(description.recvID), clear: Int64(description.delID),
            publicJSON: try PbxJSON.value(description.publicJSON)?.bytes ?? [],
            trustedJSON: try PbxJSON.value(description.trustedJSON)?.bytes ?? [],
            privateJSON: try PbxJSON.value(description.privateJSON)?.bytes ?? [])
    }
}

extension SubscriptionRow {
    /// Takes in a row, of a topic or of a search.
    init(_ row: Pbx.TopicSub) throws(PbxFault) {
        self.init(
            updatedAt: row.updatedAt.said, deletedAt: row.deletedAt.said, isOnline: row.online,
            access: try row.access.map(Access.init), read: Int64(row.readID), received: Int64(row.recvID),
            publicJSON: try PbxJSON.value(row.publicJSON)?.bytes ?? [],
            trustedJSON: try PbxJSON.value(row.trustedJSON)?.bytes ?? [],
            privateJSON: try PbxJSON.value(row.privateJSON)?.bytes ?? [],
            user: try row.userID.said.map(DataMessage.user), topic: row.topic.said, touchedAt: row.touchedAt.said,
            sequence: Int64(row.seqID), clear: Int64(row.delID),
            seen: LastSeen(row.lastSeenTime, row.lastSeenUserAgent))
    }
}

extension LastSeen {
    fileprivate init?(_ time: Int64, _ userAgent: String) {
        guard time != 0 else { return nil }
        self.init(at: time, userAgent: userAgent)
    }
}

extension Access {
    fileprivate init(_ access: Pbx.AccessMode) throws(PbxFault) {
        self.init(want: try AccessMode(said: access.want), given: try AccessMode(said: access.given))
    }
}

extension DefaultAccess {
    fileprivate init(_ access: Pbx.DefaultAcsMode) throws(PbxFault) {
        self.init(authenticated: try AccessMode(said: access.auth), anonymous: try AccessMode(said: access.anon))
    }
}

extension AccessMode {
    /// Mode letters; nothing for the empty text.
    fileprivate init(said text: String) throws(PbxFault) {
        guard let mode = text.isEmpty ? AccessMode.none : AccessMode(text) else { throw PbxFault() }
        self = mode
    }
}

extension Int64 {
    /// The number; nil for zero, which stands for what is not said.
    fileprivate var said: Int64? { self == 0 ? nil : self }
}
