import Chat
import Contracts
import JSON
import Wire

extension ClientMessage {
    /// Understands a request of a gRPC client; it means the same as the frame with the same fields in JSON.
    ///
    /// - Throws: When nothing is asked, a word is unknown, or bytes that are to be JSON are not.
    init(_ message: Pbx.ClientMsg) throws(MalformedMessage) {
        guard let content = message.content else { throw MalformedMessage(.noRequest, id: nil, topic: nil) }
        do throws(PbxFault) {
            self.init(request: try Request(content), extra: try message.extra.map(Extra.init) ?? Extra())
        } catch {
            let (id, topic) = content.identity
            throw MalformedMessage(.protobuf, id: id.said, topic: topic.said)
        }
    }

    /// Reads the bytes of a `pbx.ClientMsg`.
    ///
    /// - Throws: Also when the bytes are none.
    init(protobuf bytes: [UInt8]) throws(MalformedMessage) {
        let message: Pbx.ClientMsg
        do {
            message = try Pbx.ClientMsg(decoding: bytes)
        } catch {
            throw MalformedMessage(.protobuf, id: nil, topic: nil)
        }
        try self.init(message)
    }
}

extension Pbx.ClientMsg.Content {
    /// The request's number and topic.
    fileprivate var identity: (id: String, topic: String) {
        switch self {
        case .hi(let request): (request.id, "")
        case .acc(let request): (request.id, "")
        case .login(let request): (request.id, "")
        case .sub(let request): (request.id, request.topic)
        case .leave(let request): (request.id, request.topic)
        case .pub(let request): (request.id, request.topic)
        case .get(let request): (request.id, request.topic)
        case .set(let request): (request.id, request.topic)
        case .del(let request): (request.id, request.topic)
        case .note(let request): ("", request.topic)
        }
    }
}

extension ClientMessage.Request {
    fileprivate init(_ content: Pbx.ClientMsg.Content) throws(PbxFault) {
        switch content {
        case .hi(let request): self = .hi(Hello(request))
        case .acc(let request): self = .acc(try AccountRequest(request))
        case .login(let request): self = .login(try LoginAttempt(request))
        case .sub(let request): self = .sub(try SubscribeCommand(request))
        case .leave(let request):
            self = .leave(
                LeaveCommand(id: request.id.said, topic: request.topic, unsubscribes: request.unsub))
        case .pub(let request): self = .pub(try PublishCommand(request))
        case .get(let request):
            self = .get(
                GetCommand(
                    id: request.id.said, topic: request.topic,
                    query: request.query.map(QueryPart.init) ?? QueryPart()))
        case .set(let request):
            self = .set(
                SetCommand(
                    id: request.id.said, topic: request.topic,
                    changes: try request.query.map(SetPart.init) ?? SetPart()))
        case .del(let request): self = .del(try DeleteCommand(request))
        case .note(let request): self = .note(try NoteCommand(request))
        }
    }
}

extension Extra {
    fileprivate init(_ extra: Pbx.ClientExtra) throws(PbxFault) {
        self.init(
            attachments: extra.attachments, onBehalfOf: extra.onBehalfOf.said, authLevel: try extra.authLevel.word,
            key: extra.key.said)
    }
}

extension Hello {
    fileprivate init(_ request: Pbx.ClientHi) {
        self.init(
            id: request.id.said, version: request.ver.said, userAgent: request.userAgent.said,
            device: request.deviceID.said, language: request.lang.said, platform: request.platform.said,
            isBackground: request.background)
    }
}

extension AccountRequest {
    fileprivate init(_ request: Pbx.ClientAcc) throws(PbxFault) {
        self.init(
            id: request.id.said, user: request.userID.said, temporaryScheme: request.tmpScheme.said,
            temporarySecret: Secret(said: request.tmpSecret), status: request.state.said,
            authLevel: try request.authLevel.word, scheme: request.scheme.said, secret: Secret(said: request.secret),
            logsIn: request.login, tags: request.tags, description: try request.desc.map(DescriptionPart.init),
            credentials: try request.cred.map(CredentialPart.init))
    }
}

extension LoginAttempt {
    fileprivate init(_ request: Pbx.ClientLogin) throws(PbxFault) {
        self.init(
            id: request.id.said, scheme: request.scheme, secret: Secret(bytes: request.secret),
            credentials: try request.cred.map(CredentialPart.init))
    }
}

extension Secret {
    /// Bytes; nil for none.
    fileprivate init?(said bytes: [UInt8]) {
        guard !bytes.isEmpty else { return nil }
        self.init(bytes: bytes)
    }
}

extension SubscribeCommand {
    fileprivate init(_ request: Pbx.ClientSub) throws(PbxFault) {
        self.init(
            id: request.id.said, topic: request.topic, set: try request.setQuery.map(SetPart.init),
            get: request.getQuery.map(QueryPart.init))
    }
}

extension PublishCommand {
    fileprivate init(_ request: Pbx.ClientPub) throws(PbxFault) {
        self.init(
            id: request.id.said, topic: request.topic, noEcho: request.noEcho,
            head: try PbxJSON.object(request.head), content: try PbxJSON.value(request.content) ?? .null)
    }
}

extension DeleteCommand {
    fileprivate init(_ request: Pbx.ClientDel) throws(PbxFault) {
        self.init(
            id: request.id.said, topic: request.topic, what: try request.what.word,
            ranges: request.delSeq.map(SequenceRangePart.init), user: request.userID.said,
            credential: try request.cred.map(CredentialPart.init), isHard: request.hard)
    }
}

extension NoteCommand {
    fileprivate init(_ request: Pbx.ClientNote) throws(PbxFault) {
        self.init(
            topic: request.topic, what: try request.what.word ?? "", sequence: request.seqID.said,
            unread: request.unread.said.map { Int($0) }, event: try request.event.word,
            payload: try PbxJSON.value(request.payload))
    }
}
