import Chat
import Contracts

/// Messages of one topic that those who are not looking at it are to be told of on `me`.
///
/// What comes together is told together: who is looking is asked once, however many messages there are.
struct UntoldMessages {
    let topic: TopicID
    /// Whoever may have to be told.
    let recipients: [Recipient]
    private(set) var messages: [(sequence: Int64, sender: UserID?)]

    init(_ sequence: Int64, by sender: UserID?, in topic: TopicID, _ recipients: [Recipient]) {
        self.topic = topic
        self.recipients = recipients
        messages = [(sequence, sender)]
    }

    /// Adds a message, if it is of the same topic and for the same recipients; else returns false.
    mutating func append(_ message: OutboundMessage, _ recipients: [Recipient]) -> Bool {
        guard topic == message.topic, recipients == self.recipients else { return false }
        messages.append((message.sequence, message.sender))
        return true
    }
}

extension Shard {
    /// Tells of messages those who are not looking at their topic.
    func tellOnMe(_ untold: UntoldMessages?) {
        guard let untold else { return }
        eachAway(from: untold.topic, untold.recipients) { session, recipient, name in
            for (sequence, sender) in untold.messages {
                let actor = sender?.rawValue == recipient.user ? nil : sender?.description
                send(
                    PresenceMessage(topic: "me", source: name, what: "msg", sequence: sequence, actor: actor),
                    to: session)
            }
        }
    }
}
