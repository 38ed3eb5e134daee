import Chat
import Contracts
import Synchronization
import Wire

/// A committed message on its way to sessions: encoded once for each way of seeing it, the bytes shared by all.
struct OutboundMessage: Sequenced {
    let topic: TopicID
    let sequence: Int64
    let sender: UserID?
    /// What came in with it; nil for one read from history.
    let origin: Origin?
    private let message: StoredMessage
    private let frames: Frames
    private let late = LateFrames()

    private enum Frames: Sendable {
        /// The lower user's view and the higher user's.
        case p2p(low: UserID, MessageFrame, MessageFrame)
        case shared(MessageFrame)
    }

    /// What is encoded when somebody asks for it: not every message has readers, or gRPC clients.
    private final class LateFrames: Sendable {
        private struct State {
            var reader: MessageFrame?
            var protobuf: [TopicName: [UInt8]] = [:]
        }

        private let state = Mutex(State())

        func reader(_ make: () -> MessageFrame) -> MessageFrame {
            state.withLock { state in
                let frame = state.reader ?? make()
                state.reader = frame
                return frame
            }
        }

        func protobuf(_ name: TopicName, _ make: () -> [UInt8]) -> [UInt8] {
            state.withLock { state in
                let bytes = state.protobuf[name] ?? make()
                state.protobuf[name] = bytes
                return bytes
            }
        }
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
            late.reader { MessageFrame.text(data(as: .channel(number), from: nil).encoded()) }
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
        return late.protobuf(name) {
            Pbx.ServerMsg(content: .data(Pbx.ServerData(data(as: name, from: asReader ? nil : sender)))).encoded()
        }
    }

    private func data(as name: TopicName, from: UserID?) -> DataMessage {
        DataMessage(
            topic: "\(name)", from: from, at: message.at, sequence: message.sequence, head: message.head,
            content: message.content)
    }
}
