package import Wire

/// The request of `Authorize`.
package struct AuthorizeRequest: WireMessage {
    /// What is asked.
    ///
    /// Topic and user; up to 1024.
    package var questions: [Standing]
    package var unknownFields = UnknownFields()

    /// Creates a message; what is not said stays at its default.
    package init(
        questions: [Standing] = []
    ) {
        self.questions = questions
    }

    package init() {
        self.init(questions: [])
    }

    package func encodeFields(to writer: inout WireWriter) {
        writer.messages(questions, at: 1)
    }

    package mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        switch tag.number {
        case 1: questions.append(try reader.message(tag))
        default: return false
        }
        return true
    }
}

/// Standing.
package struct Standing: WireMessage {
    /// The topic's canonical name.
    package var topic: String
    /// The user.
    package var user: UInt64
    /// What kind of topic it is.
    package var kind: TopicKind
    /// The topic.
    package var exists: Bool
    /// Whether the user is subscribed.
    package var isSubscribed: Bool
    /// Whether the subscription is that of a channel reader.
    package var isReader: Bool
    /// What is wanted and given.
    package var access: AccessPair?
    package var unknownFields = UnknownFields()

    /// Creates a message; what is not said stays at its default.
    package init(
        topic: String = "",
        user: UInt64 = 0,
        kind: TopicKind = .p2p,
        exists: Bool = false,
        isSubscribed: Bool = false,
        isReader: Bool = false,
        access: AccessPair? = nil
    ) {
        self.topic = topic
        self.user = user
        self.kind = kind
        self.exists = exists
        self.isSubscribed = isSubscribed
        self.isReader = isReader
        self.access = access
    }

    package init() {
        self.init(topic: "")
    }

    package func encodeFields(to writer: inout WireWriter) {
        writer.string(topic, at: 1)
        writer.fixed64(user, at: 2)
        writer.enumeration(kind, at: 3)
        writer.bool(exists, at: 4)
        writer.bool(isSubscribed, at: 5)
        writer.bool(isReader, at: 6)
        writer.message(access, at: 7)
    }

    package mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        switch tag.number {
        case 1: topic = try reader.string(tag)
        case 2: user = try reader.fixed64(tag)
        case 3: kind = TopicKind(rawValue: try reader.int32(tag))
        case 4: exists = try reader.bool(tag)
        case 5: isSubscribed = try reader.bool(tag)
        case 6: isReader = try reader.bool(tag)
        case 7: access = try reader.message(tag, into: access)
        default: return false
        }
        return true
    }
}

/// The answer of `Authorize`.
package struct AuthorizeReply: WireMessage {
    /// The answers.
    ///
    /// One an asked question, in order.
    package var standings: [Standing]
    package var unknownFields = UnknownFields()

    /// Creates a message; what is not said stays at its default.
    package init(
        standings: [Standing] = []
    ) {
        self.standings = standings
    }

    package init() {
        self.init(standings: [])
    }

    package func encodeFields(to writer: inout WireWriter) {
        writer.messages(standings, at: 1)
    }

    package mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        switch tag.number {
        case 1: standings.append(try reader.message(tag))
        default: return false
        }
        return true
    }
}
