import Chat
import Contracts

/// What happened in a topic with very many members, told on `me` after those attached to it have heard.
extension Shard {
    func announce(_ delivery: Delivery) {
        let recipients = delivery.recipients
        if let message = delivery.message?.message, let topic = TopicID(message.topic) {
            tellOnMe(UntoldMessages(message.sequence, by: UserID(rawValue: message.sender), in: topic, recipients))
        } else if let event = delivery.event, let topic = TopicID(event.topic) {
            if let deletion = event.messagesDeleted {
                tellOnMe(deletion, in: topic, event, recipients)
            } else if let change = event.messageReacted {
                tellOnMe(change, in: topic, event, recipients)
            } else if event.topicDeleted != nil {
                tellOnMe(of: topic, what: "gone", except: nil, recipients)
            } else if event.topicChanged?.description == true {
                tellOnMe(of: topic, what: "upd", except: event.originSession, recipients)
            }
        }
    }

    /// Goes through the recipients' sessions that are not looking at a topic, with the name that their user knows it by.
    func eachAway(
        from topic: TopicID, _ recipients: [Recipient], except origin: String? = nil,
        _ body: (_ session: Session, _ recipient: Recipient, _ name: String) -> Void
    ) {
        for recipient in recipients {
            guard let user = UserID(rawValue: recipient.user), let sessions = online[user] else { continue }
            for session in sessions where session.attachments[topic] == nil && session.name != origin {
                body(session, recipient, "\(topic.name(for: user, asReader: recipient.isReader))")
            }
        }
    }

    /// Tells all recipients' sessions, attached or not, what became of a topic.
    func tellOnMe(of topic: TopicID, what: String, except origin: String?, _ recipients: [Recipient]) {
        for recipient in recipients {
            tell(recipient, in: topic, except: origin) { name in
                PresenceMessage(topic: "me", source: "\(name)", what: what)
            }
        }
    }
}
