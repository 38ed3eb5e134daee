import Chat
import Contracts

/// A committed message on its way to sessions: encoded once for each way of seeing it, the frames shared by all.
struct OutboundMessage: Sequenced {
    let topic: TopicID
    let sequence: Int64
    let sender: UserID?
    /// What came in with it; nil for one read from history.
    let origin: Origin?
    private let frames: Frames

    private enum Frames: Sendable {
        /// The lower user's view and the higher user's.
        case p2p(low: UserID, MessageFrame, MessageFrame)
        case shared(member: MessageFrame, message: StoredMessage)
    }

    /// Encodes a message; nil when its topic's name is not one.
    init?(_ message: StoredMessage, origin: Origin?) {
        guard let topic = TopicID(message.topic) else { return nil }
        self.topic = topic
        self.origin = origin
        sequence = message.sequence
        sender = UserID(rawValue: message.sender)
        switch topic {
        case .p2p(let low, let high):
            frames = .p2p(
                low: low,
                Self.frame(message, topic: topic.name(for: low), from: sender),
                Self.frame(message, topic: topic.name(for: high), from: sender))
        case .group(let number):
            frames = .shared(
                member: Self.frame(message, topic: .group(number), from: sender), message: message)
        case .notes:
            frames = .shared(member: Self.frame(message, topic: .notes, from: sender), message: message)
        case .system:
            frames = .shared(member: Self.frame(message, topic: .system, from: sender), message: message)
        }
    }

    /// The frame for one user; the same buffer for all who see the message alike.
    func frame(for user: UserID) -> MessageFrame {
        switch frames {
        case .p2p(let low, let lower, let higher): user == low ? lower : higher
        case .shared(let member, _): member
        }
    }

    /// The frame for readers of a channel: their name of it, and no author.
    ///
    /// Encoded when asked for: once a shard.
    func readerFrame() -> MessageFrame {
        switch frames {
        case .p2p(_, let lower, _): lower
        case .shared(let member, let message):
            if case .group(let number) = topic {
                Self.frame(message, topic: .channel(number), from: nil)
            } else {
                member
            }
        }
    }

    private static func frame(_ message: StoredMessage, topic: TopicName, from: UserID?) -> MessageFrame {
        MessageFrame.text(
            DataMessage(
                topic: "\(topic)", from: from, at: message.at, sequence: message.sequence,
                head: message.head, content: message.content
            ).encoded())
    }
}
