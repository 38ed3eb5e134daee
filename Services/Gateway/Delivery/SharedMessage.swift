import Chat
import Contracts
import Wire

/// A message to many sessions that see it alike: written once for each kind of client, however many it goes to.
///
/// Belongs to a shard, as its sessions do.
final class SharedMessage {
    private let message: ServerMessage

    /// For clients that are sent texts.
    private(set) lazy var frame = MessageFrame.text(message.encoded())

    /// For gRPC clients: the bytes of a `pbx.ServerMsg`; nil for what protobuf has no words for.
    private(set) lazy var protobuf = Pbx.ServerMsg(message)?.encoded()

    /// Creates a message that nobody was sent yet.
    init(_ message: ServerMessage) {
        self.message = message
    }
}

/// What sessions are told of a topic, made once for each name that they know it by.
struct Announcement {
    private let make: (TopicName) -> [ServerMessage]
    private var made = MadeByName<[SharedMessage]>()

    /// Announces what a function makes of the topic's name.
    init(_ make: @escaping (TopicName) -> [ServerMessage]) {
        self.make = make
    }

    /// The messages for those who know the topic by a name.
    mutating func messages(for name: TopicName) -> [SharedMessage] {
        made.value(for: name) { make(name).map(SharedMessage.init) }
    }
}
