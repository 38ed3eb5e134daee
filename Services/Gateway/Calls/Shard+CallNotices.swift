import Chat
import Contracts
import JSON

extension Shard {
    /// Tells sessions what the call-token service sent over the bus about a call.
    ///
    /// A notice for one session goes to that one alone. A hang-up goes to whoever is attached, without its author, and
    /// to the two users' other sessions on `me`; everything else to the user's sessions on `me`, attached or not.
    func notify(_ note: Note, in topic: TopicID, _ event: Ephemeral) {
        let from = UserID(rawValue: event.from)
        let payload = note.payload.isEmpty ? nil : try? RawJSON(validating: note.payload)
        func info(_ name: String, source: String? = nil, from: UserID?) -> InfoMessage {
            InfoMessage(
                topic: name, source: source, from: from?.description, what: note.what, sequence: note.sequence,
                event: note.event, payload: payload)
        }
        guard event.targetSession.isEmpty else {
            if let session = session(named: event.targetSession), let user = partner(session, in: topic) {
                send(info("\(topic.name(for: user))", from: from), to: session)
            }
            return
        }
        let isOver = note.event == "hang-up"
        for attachment in isOver ? topics[topic]?.attachments ?? [] : [] {
            send(info("\(topic.name(for: attachment.user))", from: nil), to: attachment.session)
            attachment.session.calls.remove(topic)
        }
        for recipient in event.recipients {
            guard let user = UserID(rawValue: recipient.user) else { continue }
            let name = "\(topic.name(for: user))"
            for session in online[user] ?? []
            where session.name != event.originSession && !(isOver && session.attachments[topic] != nil) {
                if isOver { session.calls.remove(topic) }
                send(info("me", source: name, from: from), to: session)
            }
        }
    }

    /// As whom a session hears of a private chat: its own user, or the one that root is attached for.
    private func partner(_ session: Session, in topic: TopicID) -> UserID? {
        if let user = session.user, topic.peer(of: user) != nil { return user }
        return topics[topic]?.attachments.first { $0.session === session }?.user
    }
}
