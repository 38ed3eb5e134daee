import Chat
import Contracts
import JSON

extension Shard {
    /// Tells sessions what another gateway, or this one, sent over the bus.
    func apply(_ event: Ephemeral) {
        guard let topic = TopicID(event.topic) else { return }
        if let note = event.note, note.what == "call" {
            notify(note, in: topic, event)
        } else if let note = event.note {
            pass(note, in: topic, event)
        } else if let presence = event.userPresence, let user = UserID(rawValue: event.from) {
            tellOnMe(event.recipients) { _ in
                PresenceMessage(
                    topic: "me", source: "\(user)", what: presence.what,
                    userAgent: presence.userAgent.isEmpty ? nil : presence.userAgent)
            }
        } else if let presence = event.topicPresence {
            tellOnMe(event.recipients) { reader in
                PresenceMessage(
                    topic: "me", source: "\(topic.name(for: reader))", what: presence.isOnline ? "on" : "off")
            }
        } else if let presence = event.attachPresence, let user = UserID(rawValue: event.from) {
            // Where very many look on, telling all of them of each would cost their square.
            guard (topics[topic]?.attachments.count ?? 0) <= GatewaySettings.presenceAudience else { return }
            var news = Announcement { name in
                [.presence(.init(topic: "\(name)", source: "\(user)", what: presence.isOnline ? "on" : "off"))]
            }
            for attachment in topics[topic]?.attachments ?? []
            where attachment.user != user && !attachment.isReader && attachment.hearsPresence {
                send(news.messages(for: topic.name(for: attachment.user)), to: attachment.session)
            }
        }
    }

    private func pass(_ note: Note, in topic: TopicID, _ event: Ephemeral) {
        guard let from = UserID(rawValue: event.from) else { return }
        let isReceipt = note.what == "read" || note.what == "recv"
        let payload = note.payload.isEmpty ? nil : try? RawJSON(validating: note.payload)
        func info(topic: String, source: String?) -> InfoMessage {
            InfoMessage(
                topic: topic, source: source, from: "\(from)", what: note.what,
                sequence: note.sequence == 0 ? nil : note.sequence, event: note.event.isEmpty ? nil : note.event,
                payload: payload)
        }
        let isReaders = event.recipients.contains { $0.isReader }
        var news = Announcement { [.info(info(topic: "\($0)", source: nil))] }
        for attachment in topics[topic]?.attachments ?? []
        where attachment.user != from && !isReaders && !attachment.isReader && attachment.access.mode.contains(.read) {
            send(news.messages(for: topic.name(for: attachment.user)), to: attachment.session)
        }
        eachAway(from: topic, event.recipients, except: event.originSession) { session, recipient, name in
            if recipient.user == from.rawValue, isReceipt {
                send(
                    PresenceMessage(topic: "me", source: name, what: note.what, sequence: note.sequence), to: session)
            }
            if !recipient.isReader { send(info(topic: "me", source: name), to: session) }
        }
    }

    private func tellOnMe(_ recipients: [Recipient], _ make: (UserID) -> PresenceMessage) {
        for recipient in recipients {
            guard let user = UserID(rawValue: recipient.user) else { continue }
            for session in online[user] ?? [] {
                send(make(user), to: session)
            }
        }
    }
}
