import Chat
import Contracts
import Logging
import RPC
import Telemetry

extension Shard {
    /// Performs what needs no other service on the spot; false when the request must wait its turn.
    func perform(_ message: ClientMessage, immediatelyFor session: Session) -> Bool {
        guard case .pub(let command) = message.request, message.extra.attachments.isEmpty else { return false }
        do {
            return try publish(command, extra: message.extra, as: actor(of: message.extra, in: session), in: session)
        } catch {
            refuse(message, with: error, in: session)
            return true
        }
    }

    /// Performs one request to its last reply.
    func perform(_ message: ClientMessage, for session: Session) async {
        do {
            switch message.withFiles.request {
            case .hi(let command):
                try checkBehalf(message.extra, in: session)
                try await greet(command, in: session)
            case .acc(let command):
                try checkBehalf(message.extra, in: session)
                try await account(command, in: session)
            case .login(let command):
                try checkBehalf(message.extra, in: session)
                try await login(command, in: session)
            case .pub(let command):
                try await publishInTurn(
                    command, extra: message.extra, as: actor(of: message.extra, in: session), in: session)
            case let request:
                try await perform(request, as: actor(of: message.extra, in: session), in: session)
            }
        } catch {
            refuse(message, with: refusal(for: error, in: session), in: session)
        }
    }

    /// Performs a request that somebody who is logged in makes.
    private func perform(_ request: ClientMessage.Request, as actor: Actor, in session: Session) async throws {
        switch request {
        case .sub(let command): try await subscribe(command, as: actor, in: session)
        case .leave(let command): try await leave(command, as: actor, in: session)
        case .get(let command): try await get(command, as: actor, in: session)
        case .set(let command): try await set(command, as: actor, in: session)
        case .del(let command): try await delete(command, as: actor, in: session)
        case .note(let command): try await note(command, as: actor, in: session)
        case .hi, .acc, .login, .pub: break
        }
    }

    /// Performs one part of a request: what goes wrong is told of it alone, and the other parts go on.
    func perform(_ part: MetaReply, _ work: () async throws -> Void) async {
        await waitForRoom(in: part.session)
        do {
            try await work()
        } catch {
            let refusal = refusal(for: error, in: part.session)
            reply(refusal.code, refusal.parameters, to: part.id, topic: part.topic, in: part.session)
        }
    }

    private func refusal(for error: any Error, in session: Session) -> Refusal {
        switch error {
        case let refusal as Refusal: return refusal
        case let status as RPCStatus: return Refusal(for: status)
        default:
            logger.error("request failed", error: error, metadata: .fields([.session: "\(session.id)"]))
            return Refusal(.internalError)
        }
    }

    /// Tells a client why its request is not done.
    func refuse(_ message: ClientMessage, with refusal: Refusal, in session: Session) {
        let answers = refusal.isAddressed
        send(
            ControlMessage(
                refusal.code, id: answers ? message.id : nil, topic: answers ? message.topic : nil,
                parameters: refusal.parameters, at: node.now()),
            to: session)
    }

    /// Who makes a request: the session's user, or whoever root acts for.
    ///
    /// - Throws: 409 before the handshake, 401 before the login, and what `checkBehalf` throws.
    private func actor(of extra: Extra, in session: Session) throws(Refusal) -> Actor {
        try checkBehalf(extra, in: session)
        let actor = try session.requireActor()
        guard let name = extra.onBehalfOf else { return actor }
        guard let user = UserID(name) else { throw Refusal(.malformed) }
        var level = AuthLevel.authenticated
        if let text = extra.authLevel, !text.isEmpty {
            guard let named = AuthLevel(text), named != .none else { throw Refusal(.malformed) }
            level = named
        }
        return Actor(user: user, level: level, session: session.name)
    }

    /// Fails for a request on behalf of another user by anybody but root, and for a level without a user.
    private func checkBehalf(_ extra: Extra, in session: Session) throws(Refusal) {
        guard extra.onBehalfOf != nil || extra.authLevel != nil else { return }
        guard let actor = session.actor, Policy.allows(actor.level, .actOnBehalf, on: .suite) else {
            throw .unaddressed(.permissionDenied)
        }
        guard extra.onBehalfOf != nil else { throw Refusal(.malformed) }
    }

    /// What a client's word for a topic means.
    ///
    /// - Throws: 400 for a user that cannot be, 404 for anything else that names nothing.
    func topicName(_ text: String) throws(Refusal) -> TopicName {
        if let name = TopicName(text) { return name }
        throw Refusal(text.hasPrefix("usr") || text.isEmpty ? .malformed : .topicNotFound)
    }

    /// The canonical topic behind a name, for requests that need one.
    func topic(_ name: TopicName, for actor: Actor) throws(Refusal) -> TopicID {
        guard let topic = name.topic(for: actor.user) else { throw Refusal(.malformed) }
        return topic
    }
}
