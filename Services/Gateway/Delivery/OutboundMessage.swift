import Chat
import Contracts
import Synchronization
import Wire

/// A committed message on its way to sessions: encoded once for each way of seeing it, the bytes shared by all.
///
/// A class, since it is handed from list to list on its way.
final class OutboundMessage: Sequenced {
    let topic: TopicID
    let sequence: Int64
    let sender: UserID?
    /// What came in with it; nil for one read from history.
    let origin: Origin?
    private let message: StoredMessage
    private let frames: Frames
    private let late = Mutex(LateFrames())

    private enum Frames: Sendable {
        /// The lower user's view and the higher user's.
        case p2p(low: UserID, MessageFrame, MessageFrame)
        case shared(MessageFrame)
    }

    /// What is encoded when somebody asks for it: not every message has readers, or gRPC clients.
    private struct LateFrames {
        var reader: MessageFrame?
        var protobuf: [TopicName: [UInt8]] = [:]
    }

    /// Encodes a message; nil when its topic's name is not one.
    init?(_ message: StoredMessage, origin: Origin?) {
        guard let topic = TopicID(message.topic) else { return nil }
        self.topic = topic
        self.origin = origin
        self.message = message
        sequence = message.sequence
        sender = UserID(rawValue: message.sender)
        let prepared = PreparedData(
            at: message.at, sequence: message.sequence, head: message.head, content: message.content)
        func frame(_ name: TopicName) -> MessageFrame {
            MessageFrame.text(prepared.encoded(topic: "\(name)", from: UserID(rawValue: message.sender)))
        }
        switch topic {
        case .p2p(let low, let high):
            frames = .p2p(low: low, frame(topic.name(for: low)), frame(topic.name(for: high)))
        case .group(let number):
            frames = .shared(frame(.group(number)))
        case .notes:
            frames = .shared(frame(.notes))
        case .system:
            frames = .shared(frame(.system))
        }
    }

    /// About how many bytes it is on the wire.
    var size: Int { message.head.count + message.content.count + 128 }

    /// The WebSocket frame for one user; the same buffer for all who see the message alike.
    func frame(for user: UserID) -> MessageFrame {
        switch frames {
        case .p2p(let low, let lower, let higher): user == low ? lower : higher
        case .shared(let member): member
        }
    }

    /// The WebSocket frame for readers of a channel: their name of it, and no author.
    ///
    /// Encoded when it is first asked for.
    func readerFrame() -> MessageFrame {
        switch (topic, frames) {
        case (.group(let number), _):
            late.withLock { late in
                let frame = late.reader ?? .text(data(as: .channel(number), from: nil).encoded())
                late.reader = frame
                return frame
            }
        case (_, .p2p(_, let lower, _)): lower
        case (_, .shared(let member)): member
        }
    }

    /// The message for a gRPC client, encoded once for all who see it alike.
    ///
    /// - Parameters:
    ///   - user: Who sees it.
    ///   - asReader: Whether it is seen as readers of a channel do.
    /// - Returns: The bytes of a `pbx.ServerMsg`.
    func protobuf(for user: UserID, asReader: Bool) -> [UInt8] {
        let name = topic.name(for: user, asReader: asReader)
        return late.withLock { late in
            if let bytes = late.protobuf[name] { return bytes }
            let data = Pbx.ServerData(data(as: name, from: asReader ? nil : sender))
            let bytes = Pbx.ServerMsg(content: .data(data)).encoded()
            late.protobuf[name] = bytes
            return bytes
        }
    }

    private func data(as name: TopicName, from: UserID?) -> DataMessage {
        DataMessage(
            topic: "\(name)", from: from, at: message.at, sequence: message.sequence, head: message.head,
            content: message.content)
    }
}
