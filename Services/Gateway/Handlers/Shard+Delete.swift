import Chat
import Contracts
import JSON
import RPC

extension Shard {
    /// How long deleting messages may take: a long range goes in many portions.
    private static let deletionTimeout = Duration.seconds(60)

    /// `del`: messages, a topic, a subscription, an account or a credential.
    func delete(_ command: DeleteCommand, as actor: Actor, in session: Session) async throws {
        switch command.what {
        case "msg": try await deleteMessages(command, actor, in: session)
        case "topic": try await deleteTopic(command, actor, in: session)
        case "sub": try await evict(command, actor, in: session)
        case "user": try await deleteAccount(command, actor, in: session)
        case "cred": try await deleteCredential(command, actor, in: session)
        default: throw Refusal(.malformed)
        }
    }

    private func deleteMessages(_ command: DeleteCommand, _ actor: Actor, in session: Session) async throws {
        let topic = try topic(topicName(command.topic), for: actor)
        guard isAttached(session, to: topic, as: actor) else { throw Refusal(.attachFirst) }
        let outcome = try await node.services.message.deleteMessages(
            DeleteMessagesRequest(
                topic: "\(topic)", ranges: command.ranges.map(SequenceRange.init), hard: command.isHard),
            as: actor, timeout: Self.deletionTimeout)
        reply(
            .ok, [ControlParameter("del", .int(outcome.deleteID))], to: command.id, topic: command.topic, in: session)
    }

    private func deleteTopic(_ command: DeleteCommand, _ actor: Actor, in session: Session) async throws {
        let name = try topicName(command.topic)
        guard name != .me, name != .find else { throw Refusal(.permissionDenied) }
        let topic = try topic(name, for: actor)
        do {
            _ = try await node.services.group.deleteTopic(DeleteTopicRequest(topic: "\(topic)"), as: actor)
        } catch {
            throw error.code == .notFound ? Refusal(.noAction) : Refusal(for: error)
        }
        tellPlugins(.delete, topic: topic)
        await detach(session, from: topic, isQuiet: true)
        reply(.ok, to: command.id, topic: command.topic, in: session)
    }

    private func evict(_ command: DeleteCommand, _ actor: Actor, in session: Session) async throws {
        let topic = try topic(topicName(command.topic), for: actor)
        guard isAttached(session, to: topic, as: actor) else { throw Refusal(.attachFirst) }
        guard let text = command.user, let user = UserID(text), user != actor.user else { throw Refusal(.malformed) }
        _ = try await node.services.group.evict(EvictRequest(topic: "\(topic)", user: user.rawValue), as: actor)
        tellPlugins(.delete, subscriptionOf: user, to: topic)
        reply(.ok, to: command.id, topic: command.topic, in: session)
    }

    private func deleteAccount(_ command: DeleteCommand, _ actor: Actor, in session: Session) async throws {
        let user = try command.user?.said.map(userID) ?? actor.user
        _ = try await node.services.auth.deleteAccount(DeleteAccountRequest(user: user.rawValue), as: actor)
        tellPlugins(.delete, account: user)
        reply(.ok, to: command.id, in: session)
        if user == actor.user { end(session) }
    }

    private func deleteCredential(_ command: DeleteCommand, _ actor: Actor, in session: Session) async throws {
        guard command.topic == "me", let credential = command.credential, !credential.method.isEmpty else {
            throw Refusal(.malformed)
        }
        _ = try await node.services.auth.deleteCredential(
            DeleteCredentialRequest(
                user: actor.user.rawValue, method: credential.method, value: credential.value ?? ""),
            as: actor)
        reply(.ok, to: command.id, topic: command.topic, in: session)
    }
}
