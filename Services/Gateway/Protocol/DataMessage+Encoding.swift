import Chat
import Contracts
import JSON

extension DataMessage {
    /// The text of the frame.
    func encoded() -> [UInt8] {
        PreparedData(at: at, sequence: sequence, head: head, content: content, reactions: reactions)
            .encoded(topic: topic, from: from)
    }
}

/// A message prepared for sessions that see it under different names.
///
/// What all of them see alike, the head and the content among it, is encoded once; each view costs one copy of that.
struct PreparedData: Sendable {
    /// An object of everything but the topic and the author.
    private let shared: RawJSON

    /// Prepares a message.
    ///
    /// - Parameters:
    ///   - at: Milliseconds.
    ///   - sequence: The message's number in its topic.
    ///   - head: JSON object; empty when there is none.
    ///   - content: JSON; empty when there is none.
    ///   - reactions: What others answered with, if it is known.
    init(at: Int64, sequence: Int64, head: [UInt8], content: [UInt8], reactions: [Reaction] = []) {
        shared = .build(capacity: head.count + content.count + 80) { writer in
            writer.beginObject()
            writer.field("ts", timestamp: at)
            writer.field("seq", sequence)
            writer.field("head", ifNotEmpty: head)
            writer.field("content", ifNotEmpty: content)
            writer.field("react", ifNotEmpty: reactions)
            writer.endObject()
        }
    }

    /// The text of the frame for those who see it under this name.
    ///
    /// - Parameters:
    ///   - topic: What they call the topic.
    ///   - from: The author; nil for readers of a channel.
    /// - Returns: The frame's text.
    func encoded(topic: String, from: UserID?) -> [UInt8] {
        var writer = JSONWriter(capacity: shared.bytes.count + topic.utf8.count + 64)
        writer.beginObject()
        writer.object("data") { writer in
            writer.field("topic", topic)
            writer.field("from", ifPresent: from?.description)
            writer.members(of: shared)
        }
        writer.endObject()
        return writer.bytes
    }
}
