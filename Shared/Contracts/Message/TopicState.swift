package import Wire

/// Topic state.
package struct TopicState: WireMessage {
    /// The topic's canonical name.
    package var topic: String
    /// The place in the topic, from 1.
    ///
    /// Head: the last one given.
    package var sequence: Int64
    /// Time of the head, 0 when there is none.
    package var touchedAt: Int64
    /// The deletion's number in its topic.
    ///
    /// The deletion counter as this user sees it.
    package var deleteID: Int64
    /// Everything up to here was received.
    package var received: Int64
    /// Everything up to here was read.
    package var read: Int64
    /// Number of the newest change of a reaction; 0 when there was none.
    package var reactionID: Int64
    package var unknownFields = UnknownFields()

    /// Creates a message; what is not said stays at its default.
    package init(
        topic: String = "",
        sequence: Int64 = 0,
        touchedAt: Int64 = 0,
        deleteID: Int64 = 0,
        received: Int64 = 0,
        read: Int64 = 0,
        reactionID: Int64 = 0
    ) {
        self.topic = topic
        self.sequence = sequence
        self.touchedAt = touchedAt
        self.deleteID = deleteID
        self.received = received
        self.read = read
        self.reactionID = reactionID
    }

    package init() {
        self.init(topic: "")
    }

    package func encodeFields(to writer: inout WireWriter) {
        writer.string(topic, at: 1)
        writer.int64(sequence, at: 2)
        writer.int64(touchedAt, at: 3)
        writer.int64(deleteID, at: 4)
        writer.int64(received, at: 5)
        writer.int64(read, at: 6)
        writer.int64(reactionID, at: 7)
    }

    package mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        switch tag.number {
        case 1: topic = try reader.string(tag)
        case 2: sequence = try reader.int64(tag)
        case 3: touchedAt = try reader.int64(tag)
        case 4: deleteID = try reader.int64(tag)
        case 5: received = try reader.int64(tag)
        case 6: read = try reader.int64(tag)
        case 7: reactionID = try reader.int64(tag)
        default: return false
        }
        return true
    }
}

/// The request of `GetStates`.
package struct GetStatesRequest: WireMessage {
    /// The user.
    package var user: UInt64
    /// The topics.
    ///
    /// Up to 1024.
    package var topics: [String]
    package var unknownFields = UnknownFields()

    /// Creates a message; what is not said stays at its default.
    package init(
        user: UInt64 = 0,
        topics: [String] = []
    ) {
        self.user = user
        self.topics = topics
    }

    package init() {
        self.init(user: 0)
    }

    package func encodeFields(to writer: inout WireWriter) {
        writer.fixed64(user, at: 1)
        writer.strings(topics, at: 2)
    }

    package mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        switch tag.number {
        case 1: user = try reader.fixed64(tag)
        case 2: topics.append(try reader.string(tag))
        default: return false
        }
        return true
    }
}

/// The answer of `GetStates`.
package struct GetStatesReply: WireMessage {
    /// The states.
    ///
    /// One a topic, in order.
    package var states: [TopicState]
    package var unknownFields = UnknownFields()

    /// Creates a message; what is not said stays at its default.
    package init(
        states: [TopicState] = []
    ) {
        self.states = states
    }

    package init() {
        self.init(states: [])
    }

    package func encodeFields(to writer: inout WireWriter) {
        writer.messages(states, at: 1)
    }

    package mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        switch tag.number {
        case 1: states.append(try reader.message(tag))
        default: return false
        }
        return true
    }
}
