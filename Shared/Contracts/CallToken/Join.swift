package import Wire

/// The request of `Join`.
package struct JoinRequest: WireMessage {
    /// The user.
    package var user: UInt64
    /// The topic's canonical name.
    package var topic: String
    /// The place in the topic, from 1.
    ///
    /// Of the call's first message.
    package var sequence: Int64
    package var unknownFields = UnknownFields()

    /// Creates a message; what is not said stays at its default.
    package init(
        user: UInt64 = 0,
        topic: String = "",
        sequence: Int64 = 0
    ) {
        self.user = user
        self.topic = topic
        self.sequence = sequence
    }

    package init() {
        self.init(user: 0)
    }

    package func encodeFields(to writer: inout WireWriter) {
        writer.fixed64(user, at: 1)
        writer.string(topic, at: 2)
        writer.int64(sequence, at: 3)
    }

    package mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        switch tag.number {
        case 1: user = try reader.fixed64(tag)
        case 2: topic = try reader.string(tag)
        case 3: sequence = try reader.int64(tag)
        default: return false
        }
        return true
    }
}

/// The answer of `Join`.
package struct JoinReply: WireMessage {
    /// Where to join.
    package var url: String
    /// What logs in again.
    package var token: String
    package var unknownFields = UnknownFields()

    /// Creates a message; what is not said stays at its default.
    package init(
        url: String = "",
        token: String = ""
    ) {
        self.url = url
        self.token = token
    }

    package init() {
        self.init(url: "")
    }

    package func encodeFields(to writer: inout WireWriter) {
        writer.string(url, at: 1)
        writer.string(token, at: 2)
    }

    package mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        switch tag.number {
        case 1: url = try reader.string(tag)
        case 2: token = try reader.string(tag)
        default: return false
        }
        return true
    }
}
