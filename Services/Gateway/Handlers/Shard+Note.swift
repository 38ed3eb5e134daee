import Chat
import Contracts
import JSON

extension Shard {
    /// `note`: typing, receipts and data for whoever is there, and what is said of a call.
    ///
    /// What makes no sense is dropped without a word.
    func note(_ command: NoteCommand, as actor: Actor, in session: Session) async throws {
        guard let name = TopicName(command.topic), let topic = name.topic(for: actor.user) else { return }
        let access = access(of: actor.user, in: topic, through: session)
        switch command.what {
        case "kp", "kpa", "kpv":
            guard let access else { throw Refusal(.attachFirst) }
            guard access.mode.contains(.write) else { return }
            await pass(Note(what: command.what), in: topic, actor, includesOwn: false)
        case "data":
            guard let access else { throw Refusal(.attachFirst) }
            guard access.mode.contains(.write), let payload = command.payload else { return }
            await pass(Note(what: command.what, payload: payload.bytes), in: topic, actor, includesOwn: false)
        case "recv", "read":
            guard access != nil || command.what == "recv" else { throw Refusal(.attachFirst) }
            guard let sequence = command.sequence, sequence > 0 else { return }
            try await mark(command.what, sequence, in: topic, name, actor)
        case "call":
            try await signal(command, in: topic, as: actor, in: session)
        default:
            return
        }
    }

    private func mark(
        _ what: String, _ sequence: Int64, in topic: TopicID, _ name: TopicName, _ actor: Actor
    ) async throws {
        let isRead = what == "read"
        let reply = try await node.services.message.mark(
            MarkRequest(
                topic: "\(topic)", user: actor.user.rawValue, received: sequence, read: isRead ? sequence : 0),
            as: actor)
        guard isRead ? reply.readChanged : reply.receivedChanged else { return }
        let note = Note(what: what, sequence: sequence)
        if name.isReader {
            // Nobody else hears how far a reader is.
            await publish(note, in: topic, actor, to: [Recipient(user: actor.user.rawValue, isReader: true)])
        } else {
            await pass(note, in: topic, actor, includesOwn: true)
        }
    }

    /// Passes a note on to whoever is attached to the topic, and to the members who are online elsewhere.
    private func pass(_ note: Note, in topic: TopicID, _ actor: Actor, includesOwn: Bool) async {
        var recipients = await node.audience(of: topic).filter {
            AccessMode(mask: $0.mode).isSuperset(of: [.presence, .read]) && !$0.isReader
        }
        if !includesOwn {
            recipients.removeAll { $0.user == actor.user.rawValue }
        }
        await publish(note, in: topic, actor, to: recipients)
    }

    private func publish(_ note: Note, in topic: TopicID, _ actor: Actor, to recipients: [Recipient]) async {
        await node.publish(
            Ephemeral(
                topic: "\(topic)", from: actor.user.rawValue, originSession: actor.session, recipients: recipients,
                note: note))
    }

    /// Whether a session is attached to a topic as the actor.
    func isAttached(_ session: Session, to topic: TopicID, as actor: Actor) -> Bool {
        access(of: actor.user, in: topic, through: session) != nil
    }

    /// What a user may do in a topic through a session that is attached to it as that user; nil when none is.
    func access(of user: UserID, in topic: TopicID, through session: Session) -> Access? {
        guard session.attachments[topic] != nil, let local = topics[topic], let place = local.index(of: session),
            local.attachments[place].user == user
        else { return nil }
        return local.attachments[place].access
    }
}
