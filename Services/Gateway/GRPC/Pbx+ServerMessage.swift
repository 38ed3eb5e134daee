import Chat
import Contracts
import JSON

// Writing messages to gRPC clients.

extension Pbx.ServerMsg {
    /// Writes a message; nil for what protobuf has no words for.
    init?(_ message: ServerMessage) {
        switch message {
        case .control(let message): self.init(content: .ctrl(Pbx.ServerCtrl(message)))
        case .data(let message): self.init(content: .data(Pbx.ServerData(message)))
        case .meta(let message): self.init(content: .meta(Pbx.ServerMeta(message)))
        case .presence(let message):
            guard let presence = Pbx.ServerPres(message) else { return nil }
            self.init(content: .pres(presence))
        case .info(let message):
            guard let info = Pbx.ServerInfo(message) else { return nil }
            self.init(content: .info(info))
        }
    }
}

extension Pbx.ServerCtrl {
    fileprivate init(_ message: ControlMessage) {
        let parameters = message.parameters ?? []
        self.init(
            id: message.id ?? "", topic: message.topic ?? "", code: Int32(clamping: message.code.number),
            text: message.code.text,
            params: message.value.map { PbxJSON.entries($0) }
                ?? parameters.map { Pbx.MapEntry($0.name, $0.value.bytes) })
    }
}

extension Pbx.ServerData {
    /// Writes a message.
    init(_ message: DataMessage) {
        self.init(
            topic: message.topic, fromUserID: message.from?.description ?? "",
            seqID: Int32(clamping: message.sequence), head: PbxJSON.entries(message.head), content: message.content,
            timestamp: message.at)
    }
}

extension Pbx.ServerPres {
    fileprivate init?(_ message: PresenceMessage) {
        guard let what = Pbx.PresenceKind(word: message.what) else { return nil }
        self.init(
            topic: message.topic, src: message.source ?? "", what: what, userAgent: message.userAgent ?? "",
            seqID: Int32(clamping: message.sequence ?? 0), delID: Int32(clamping: message.clear ?? 0),
            delSeq: message.deleted.map(Pbx.SeqRange.init), targetUserID: message.target ?? "",
            actorUserID: message.actor ?? "",
            access: message.access.map { Pbx.AccessMode(want: $0.want ?? "", given: $0.given ?? "") })
    }
}

extension Pbx.ServerInfo {
    fileprivate init?(_ message: InfoMessage) {
        guard let what = Pbx.InfoNote(word: message.what) else { return nil }
        self.init(
            topic: message.topic, fromUserID: message.from ?? "", what: what,
            seqID: Int32(clamping: message.sequence ?? 0), src: message.source ?? "",
            event: Pbx.CallEvent(word: message.event), payload: message.payload?.bytes ?? [])
    }
}

extension Pbx.ServerMeta {
    fileprivate init(_ message: MetaMessage) {
        self.init(
            id: message.id ?? "", topic: message.topic, desc: message.description.map(Pbx.TopicDesc.init),
            sub: message.subscriptions?.map(Pbx.TopicSub.init) ?? [],
            del: message.deletions.map {
                Pbx.DelValues(delID: Int32(clamping: $0.clear), delSeq: $0.ranges.map(Pbx.SeqRange.init))
            },
            tags: message.tags ?? [],
            cred: message.credentials?.map {
                Pbx.ServerCred(method: $0.method, value: $0.value, done: $0.isDone)
            } ?? [],
            aux: PbxJSON.entries(message.auxiliary))
    }
}

extension Pbx.TopicDesc {
    /// Writes a description.
    init(_ description: TopicDescription) {
        self.init(
            createdAt: description.createdAt ?? 0, updatedAt: description.updatedAt ?? 0,
            touchedAt: description.touchedAt ?? 0,
            defaultAccess: description.defaultAccess.map(Pbx.DefaultAcsMode.init),
            access: description.access.map(Pbx.AccessMode.init), seqID: Int32(clamping: description.sequence),
            readID: Int32(clamping: description.read), recvID: Int32(clamping: description.received),
            delID: Int32(clamping: description.clear), publicJSON: description.publicJSON,
            privateJSON: description.privateJSON, state: description.state ?? "", trustedJSON: description.trustedJSON,
            lastSeenTime: description.seen?.at ?? 0, lastSeenUserAgent: description.seen?.userAgent ?? "",
            isChan: description.isChannel, online: description.isOnline)
    }
}

extension Pbx.TopicSub {
    fileprivate init(_ row: SubscriptionRow) {
        self.init(
            updatedAt: row.updatedAt ?? 0, deletedAt: row.deletedAt ?? 0, online: row.isOnline,
            access: row.access.map(Pbx.AccessMode.init), readID: Int32(clamping: row.read),
            recvID: Int32(clamping: row.received), publicJSON: row.publicJSON, privateJSON: row.privateJSON,
            userID: row.user?.description ?? "", topic: row.topic ?? "", touchedAt: row.touchedAt ?? 0,
            seqID: Int32(clamping: row.sequence), delID: Int32(clamping: row.clear),
            lastSeenTime: row.seen?.at ?? 0, lastSeenUserAgent: row.seen?.userAgent ?? "",
            trustedJSON: row.trustedJSON)
    }
}

extension Pbx.AccessMode {
    /// Writes both sides.
    init(_ access: Access) {
        self.init(want: access.want.description, given: access.given.description)
    }
}

extension Pbx.DefaultAcsMode {
    /// Writes both modes.
    init(_ access: DefaultAccess) {
        self.init(auth: access.authenticated.description, anon: access.anonymous.description)
    }
}
