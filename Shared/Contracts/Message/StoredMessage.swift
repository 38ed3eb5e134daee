package import Wire

/// A message with its place.
package struct StoredMessage: WireMessage {
    /// The topic's canonical name.
    package var topic: String
    /// The place in the topic, from 1.
    package var sequence: Int64
    /// The author.
    package var sender: UInt64
    /// When, in milliseconds.
    package var at: Int64
    /// A JSON object of message attributes; empty when there are none.
    package var head: [UInt8]
    /// The message itself: JSON.
    package var content: [UInt8]
    /// What others answered with a sign; in answers of `History` alone.
    package var reactions: [Reaction]
    package var unknownFields = UnknownFields()

    /// Creates a message; what is not said stays at its default.
    package init(
        topic: String = "",
        sequence: Int64 = 0,
        sender: UInt64 = 0,
        at: Int64 = 0,
        head: [UInt8] = [],
        content: [UInt8] = [],
        reactions: [Reaction] = []
    ) {
        self.topic = topic
        self.sequence = sequence
        self.sender = sender
        self.at = at
        self.head = head
        self.content = content
        self.reactions = reactions
    }

    package init() {
        self.init(topic: "")
    }

    package func encodeFields(to writer: inout WireWriter) {
        writer.string(topic, at: 1)
        writer.int64(sequence, at: 2)
        writer.fixed64(sender, at: 3)
        writer.int64(at, at: 4)
        writer.bytes(head, at: 5)
        writer.bytes(content, at: 6)
        writer.messages(reactions, at: 7)
    }

    package mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        switch tag.number {
        case 1: topic = try reader.string(tag)
        case 2: sequence = try reader.int64(tag)
        case 3: sender = try reader.fixed64(tag)
        case 4: at = try reader.int64(tag)
        case 5: head = try reader.bytes(tag)
        case 6: content = try reader.bytes(tag)
        case 7: reactions.append(try reader.message(tag))
        default: return false
        }
        return true
    }
}

/// The value of a `parley.message` record, keyed by topic.
package struct CommittedMessage: WireMessage {
    /// A committed message.
    package var message: StoredMessage?
    /// Where it came in.
    package var origin: Origin?
    package var unknownFields = UnknownFields()

    /// Creates a message; what is not said stays at its default.
    package init(
        message: StoredMessage? = nil,
        origin: Origin? = nil
    ) {
        self.message = message
        self.origin = origin
    }

    package init() {
        self.init(message: nil)
    }

    package func encodeFields(to writer: inout WireWriter) {
        writer.message(message, at: 1)
        writer.message(origin, at: 2)
    }

    package mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        switch tag.number {
        case 1: message = try reader.message(tag, into: message)
        case 2: origin = try reader.message(tag, into: origin)
        default: return false
        }
        return true
    }
}
