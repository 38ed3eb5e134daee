import Contracts
import JSON

// Writing requests as protobuf, for plugins to judge.

extension Pbx.ClientMsg {
    /// Writes a request; what protobuf has no words for is left out.
    init(_ message: ClientMessage) {
        self.init(content: Content(message.request), extra: Pbx.ClientExtra(message.extra))
    }
}

extension Pbx.ClientExtra {
    fileprivate init?(_ extra: Extra) {
        self.init(
            attachments: extra.attachments, onBehalfOf: extra.onBehalfOf ?? "",
            authLevel: Pbx.AuthLevel(word: extra.authLevel), key: extra.key ?? "")
        guard self != Pbx.ClientExtra() else { return nil }
    }
}

extension Pbx.ClientMsg.Content {
    fileprivate init(_ request: ClientMessage.Request) {
        switch request {
        case .hi(let request):
            self = .hi(
                Pbx.ClientHi(
                    id: request.id ?? "", userAgent: request.userAgent ?? "", ver: request.version ?? "",
                    deviceID: request.device ?? "", lang: request.language ?? "", platform: request.platform ?? "",
                    background: request.isBackground))
        case .acc(let request): self = .acc(Pbx.ClientAcc(request))
        case .login(let request):
            self = .login(
                Pbx.ClientLogin(
                    id: request.id ?? "", scheme: request.scheme, secret: request.secret.bytes,
                    cred: request.credentials.map(Pbx.ClientCred.init)))
        case .sub(let request):
            self = .sub(
                Pbx.ClientSub(
                    id: request.id ?? "", topic: request.topic, setQuery: request.set.map(Pbx.SetQuery.init),
                    getQuery: request.get.map(Pbx.GetQuery.init)))
        case .leave(let request):
            self = .leave(
                Pbx.ClientLeave(id: request.id ?? "", topic: request.topic, unsub: request.unsubscribes))
        case .pub(let request):
            self = .pub(
                Pbx.ClientPub(
                    id: request.id ?? "", topic: request.topic, noEcho: request.noEcho,
                    head: PbxJSON.entries(request.head), content: request.content.said))
        case .get(let request):
            self = .get(
                Pbx.ClientGet(id: request.id ?? "", topic: request.topic, query: Pbx.GetQuery(request.query)))
        case .set(let request):
            self = .set(
                Pbx.ClientSet(id: request.id ?? "", topic: request.topic, query: Pbx.SetQuery(request.changes)))
        case .del(let request):
            self = .del(
                Pbx.ClientDel(
                    id: request.id ?? "", topic: request.topic, what: Pbx.DeletedKind(word: request.what),
                    delSeq: request.ranges.map(Pbx.SeqRange.init), userID: request.user ?? "",
                    cred: request.credential.map(Pbx.ClientCred.init), hard: request.isHard))
        case .note(let request):
            self = .note(
                Pbx.ClientNote(
                    topic: request.topic, what: Pbx.InfoNote(word: request.what) ?? .unsaid,
                    seqID: Int32(clamping: request.sequence ?? 0), unread: Int32(clamping: request.unread ?? 0),
                    event: Pbx.CallEvent(word: request.event), payload: request.payload?.bytes ?? []))
        }
    }
}

extension Pbx.ClientAcc {
    fileprivate init(_ request: AccountRequest) {
        self.init(
            id: request.id ?? "", userID: request.user ?? "", scheme: request.scheme ?? "",
            secret: request.secret?.bytes ?? [], login: request.logsIn, tags: request.tags,
            desc: request.description.map(Pbx.SetDesc.init), cred: request.credentials.map(Pbx.ClientCred.init),
            state: request.status ?? "", authLevel: Pbx.AuthLevel(word: request.authLevel),
            tmpScheme: request.temporaryScheme ?? "", tmpSecret: request.temporarySecret?.bytes ?? [])
    }
}

extension Pbx.ClientCred {
    fileprivate init(_ part: CredentialPart) {
        self.init(
            method: part.method, value: part.value ?? "", response: part.response ?? "",
            params: PbxJSON.entries(part.parameters))
    }
}

extension Pbx.SetDesc {
    fileprivate init(_ part: DescriptionPart) {
        self.init(
            defaultAccess: part.defaultAccess.map {
                Pbx.DefaultAcsMode(auth: $0.authenticated ?? "", anon: $0.anonymous ?? "")
            },
            publicJSON: part.publicJSON?.bytes ?? [], privateJSON: part.privateJSON?.bytes ?? [],
            trustedJSON: part.trustedJSON?.bytes ?? [])
    }
}

extension Pbx.SetQuery {
    fileprivate init(_ part: SetPart) {
        self.init(
            desc: part.description.map(Pbx.SetDesc.init),
            sub: part.access.map { Pbx.SetSub(userID: $0.user ?? "", mode: $0.mode ?? "") }, tags: part.tags ?? [],
            cred: part.credential.map(Pbx.ClientCred.init), aux: PbxJSON.entries(part.auxiliary))
    }
}

extension Pbx.GetQuery {
    fileprivate init(_ part: QueryPart) {
        self.init(
            what: part.what.joined(separator: " "), desc: part.description.map(Pbx.GetOpts.init),
            sub: part.subscriptions.map(Pbx.GetOpts.init), data: part.data.map(Pbx.GetOpts.init),
            del: part.deletions.map(Pbx.GetOpts.init))
    }
}

extension Pbx.GetOpts {
    fileprivate init(_ options: QueryOptions) {
        self.init(
            ifModifiedSince: options.modifiedSince ?? 0, user: options.user ?? "", topic: options.topic ?? "",
            sinceID: Int32(clamping: options.since ?? 0), beforeID: Int32(clamping: options.before ?? 0),
            limit: Int32(clamping: options.limit ?? 0), ranges: options.ranges.map(Pbx.SeqRange.init))
    }
}

extension Pbx.SeqRange {
    /// Writes a range.
    init(_ range: SequenceRangePart) {
        self.init(low: Int32(clamping: range.low), hi: Int32(clamping: range.high ?? 0))
    }
}

extension RawJSON {
    /// The text; nothing for `null`.
    fileprivate var said: [UInt8] { isNull ? [] : bytes }
}
