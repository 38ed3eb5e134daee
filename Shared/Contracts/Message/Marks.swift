package import Wire

/// Marks.
package struct Marks: WireMessage {
    /// The user.
    package var user: UInt64
    /// Everything up to here was received.
    package var received: Int64
    /// Everything up to here was read.
    package var read: Int64
    package var unknownFields = UnknownFields()

    /// Creates a message; what is not said stays at its default.
    package init(
        user: UInt64 = 0,
        received: Int64 = 0,
        read: Int64 = 0
    ) {
        self.user = user
        self.received = received
        self.read = read
    }

    package init() {
        self.init(user: 0)
    }

    package func encodeFields(to writer: inout WireWriter) {
        writer.fixed64(user, at: 1)
        writer.int64(received, at: 2)
        writer.int64(read, at: 3)
    }

    package mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        switch tag.number {
        case 1: user = try reader.fixed64(tag)
        case 2: received = try reader.int64(tag)
        case 3: read = try reader.int64(tag)
        default: return false
        }
        return true
    }
}

/// The request of `GetMarks`.
package struct GetMarksRequest: WireMessage {
    /// The topic's canonical name.
    package var topic: String
    /// The users.
    ///
    /// Up to 1024.
    package var users: [UInt64]
    package var unknownFields = UnknownFields()

    /// Creates a message; what is not said stays at its default.
    package init(
        topic: String = "",
        users: [UInt64] = []
    ) {
        self.topic = topic
        self.users = users
    }

    package init() {
        self.init(topic: "")
    }

    package func encodeFields(to writer: inout WireWriter) {
        writer.string(topic, at: 1)
        writer.packedFixed64s(users, at: 2)
    }

    package mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        switch tag.number {
        case 1: topic = try reader.string(tag)
        case 2: try reader.fixed64s(tag, into: &users)
        default: return false
        }
        return true
    }
}

/// The answer of `GetMarks`.
package struct GetMarksReply: WireMessage {
    /// How far each user is.
    ///
    /// One a user, in order.
    package var marks: [Marks]
    package var unknownFields = UnknownFields()

    /// Creates a message; what is not said stays at its default.
    package init(
        marks: [Marks] = []
    ) {
        self.marks = marks
    }

    package init() {
        self.init(marks: [])
    }

    package func encodeFields(to writer: inout WireWriter) {
        writer.messages(marks, at: 1)
    }

    package mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        switch tag.number {
        case 1: marks.append(try reader.message(tag))
        default: return false
        }
        return true
    }
}

/// The request of `Mark`.
package struct MarkRequest: WireMessage {
    /// The topic's canonical name.
    package var topic: String
    /// The user.
    package var user: UInt64
    /// Everything up to here was received.
    ///
    /// 0: not said.
    package var received: Int64
    /// Everything up to here was read.
    ///
    /// Reading is receiving.
    package var read: Int64
    package var unknownFields = UnknownFields()

    /// Creates a message; what is not said stays at its default.
    package init(
        topic: String = "",
        user: UInt64 = 0,
        received: Int64 = 0,
        read: Int64 = 0
    ) {
        self.topic = topic
        self.user = user
        self.received = received
        self.read = read
    }

    package init() {
        self.init(topic: "")
    }

    package func encodeFields(to writer: inout WireWriter) {
        writer.string(topic, at: 1)
        writer.fixed64(user, at: 2)
        writer.int64(received, at: 3)
        writer.int64(read, at: 4)
    }

    package mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        switch tag.number {
        case 1: topic = try reader.string(tag)
        case 2: user = try reader.fixed64(tag)
        case 3: received = try reader.int64(tag)
        case 4: read = try reader.int64(tag)
        default: return false
        }
        return true
    }
}

/// The answer of `Mark`.
package struct MarkReply: WireMessage {
    /// How far each user is.
    package var marks: Marks?
    /// The received changed.
    package var receivedChanged: Bool
    /// The read changed.
    package var readChanged: Bool
    package var unknownFields = UnknownFields()

    /// Creates a message; what is not said stays at its default.
    package init(
        marks: Marks? = nil,
        receivedChanged: Bool = false,
        readChanged: Bool = false
    ) {
        self.marks = marks
        self.receivedChanged = receivedChanged
        self.readChanged = readChanged
    }

    package init() {
        self.init(marks: nil)
    }

    package func encodeFields(to writer: inout WireWriter) {
        writer.message(marks, at: 1)
        writer.bool(receivedChanged, at: 2)
        writer.bool(readChanged, at: 3)
    }

    package mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        switch tag.number {
        case 1: marks = try reader.message(tag, into: marks)
        case 2: receivedChanged = try reader.bool(tag)
        case 3: readChanged = try reader.bool(tag)
        default: return false
        }
        return true
    }
}
