package import Wire

/// The request of `BeginCall`.
///
/// The session that calls is that of the actor.
package struct BeginCallRequest: WireMessage {
    /// The topic's canonical name.
    package var topic: String
    /// The gateway node that holds the session.
    package var node: String
    /// JSON object: that of the first message; empty when there is none.
    package var head: [UInt8]
    /// JSON: its content, which the messages that replace it have too.
    package var content: [UInt8]
    package var unknownFields = UnknownFields()

    /// Creates a message; what is not said stays at its default.
    package init(
        topic: String = "",
        node: String = "",
        head: [UInt8] = [],
        content: [UInt8] = []
    ) {
        self.topic = topic
        self.node = node
        self.head = head
        self.content = content
    }

    package init() {
        self.init(topic: "")
    }

    package func encodeFields(to writer: inout WireWriter) {
        writer.string(topic, at: 1)
        writer.string(node, at: 2)
        writer.bytes(head, at: 3)
        writer.bytes(content, at: 4)
    }

    package mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        switch tag.number {
        case 1: topic = try reader.string(tag)
        case 2: node = try reader.string(tag)
        case 3: head = try reader.bytes(tag)
        case 4: content = try reader.bytes(tag)
        default: return false
        }
        return true
    }
}

/// The answer of `BeginCall`.
package struct BeginCallReply: WireMessage {
    /// The call's number.
    package var call: Int64
    package var unknownFields = UnknownFields()

    /// Creates a message; what is not said stays at its default.
    package init(call: Int64) {
        self.call = call
    }

    package init() {
        self.init(call: 0)
    }

    package func encodeFields(to writer: inout WireWriter) {
        writer.int64(call, at: 1)
    }

    package mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        guard tag.number == 1 else { return false }
        call = try reader.int64(tag)
        return true
    }
}
