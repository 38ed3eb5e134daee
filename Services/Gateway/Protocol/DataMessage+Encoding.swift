import Chat
import JSON

extension DataMessage {
    /// The text of the frame.
    func encoded() -> [UInt8] {
        PreparedData(at: at, sequence: sequence, head: head, content: content).encoded(topic: topic, from: from)
    }
}

/// A message prepared for sessions that see it under different names.
///
/// What all of them see alike, the head and the content among it, is encoded once; each view costs one copy of that.
struct PreparedData: Sendable {
    /// Everything behind the topic and the author, up to the end of the frame's text.
    private let tail: [UInt8]

    /// Prepares a message.
    ///
    /// - Parameters:
    ///   - at: Milliseconds.
    ///   - sequence: The message's number in its topic.
    ///   - head: JSON object; empty when there is none.
    ///   - content: JSON; empty when there is none.
    init(at: Int64, sequence: Int64, head: [UInt8], content: [UInt8]) {
        var writer = JSONWriter(capacity: head.count + content.count + 80)
        writer.beginObject()
        writer.field("ts", timestamp: at)
        writer.field("seq", sequence)
        writer.field("head", ifNotEmpty: head)
        writer.field("content", ifNotEmpty: content)
        writer.endObject()
        tail = Array(writer.bytes.dropFirst())
    }

    /// The text of the frame for those who see it under this name.
    ///
    /// - Parameters:
    ///   - topic: What they call the topic.
    ///   - from: The author; nil for readers of a channel.
    /// - Returns: The frame's text.
    func encoded(topic: String, from: UserID?) -> [UInt8] {
        var writer = JSONWriter(capacity: tail.count + topic.utf8.count + 64)
        writer.beginObject()
        writer.key("data")
        writer.beginObject()
        writer.field("topic", topic)
        if let from { writer.field("from", from.description) }
        var text = writer.bytes
        text.append(UInt8(ascii: ","))
        text.append(contentsOf: tail)
        text.append(UInt8(ascii: "}"))
        return text
    }
}
