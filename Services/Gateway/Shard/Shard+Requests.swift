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
            try publish(command, extra: message.extra, in: session)
        } catch {
            refuse(message, with: error, in: session)
        }
        return true
    }

    /// Performs one request to its last reply.
    func perform(_ message: ClientMessage, for session: Session) async {
        do {
            try checkExtra(message.extra, in: session)
            switch message.withFiles.request {
            case .hi(let command): try await greet(command, in: session)
            case .acc(let command): try await account(command, in: session)
            case .login(let command): try await login(command, in: session)
            case .sub(let command): try await subscribe(command, in: session)
            case .leave(let command): try await leave(command, in: session)
            case .get(let command): try await get(command, in: session)
            case .set(let command): try await set(command, in: session)
            case .del(let command): try await delete(command, in: session)
            case .note(let command): try await note(command, in: session)
            case .pub(let command): try await publishWithFiles(command, extra: message.extra, in: session)
            }
        } catch {
            refuse(message, with: refusal(for: error, in: session), in: session)
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

    /// Fails for a request on behalf of another user: root alone may ask for that, and nobody gets it yet.
    func checkExtra(_ extra: Extra, in session: Session) throws(Refusal) {
        guard extra.onBehalfOf != nil || extra.authLevel != nil else { return }
        guard let actor = session.actor, Policy.allows(actor.level, .actOnBehalf, on: .suite) else {
            throw .unaddressed(.permissionDenied)
        }
        throw Refusal(extra.onBehalfOf == nil ? .malformed : .notImplemented)
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
