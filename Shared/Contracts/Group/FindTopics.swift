package import Wire

/// The request of `Find` about topics.
package struct FindTopicsRequest: WireMessage {
    /// What is searched for.
    package var query: TagQuery?
    /// The most to be found: 1 to 1024, 0 means 1024.
    package var limit: Int32
    package var unknownFields = UnknownFields()

    /// Creates a message; what is not said stays at its default.
    package init(
        query: TagQuery? = nil,
        limit: Int32 = 0
    ) {
        self.query = query
        self.limit = limit
    }

    package init() {
        self.init(query: nil)
    }

    package func encodeFields(to writer: inout WireWriter) {
        writer.message(query, at: 1)
        writer.int32(limit, at: 2)
    }

    package mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        switch tag.number {
        case 1: query = try reader.message(tag, into: query)
        case 2: limit = try reader.int32(tag)
        default: return false
        }
        return true
    }
}

/// One topic that a search found.
package struct FoundTopic: WireMessage {
    /// The topic as a stranger sees it.
    package var topic: TopicView?
    /// Its tags that were searched for.
    package var tags: [String]
    package var unknownFields = UnknownFields()

    /// Creates a message; what is not said stays at its default.
    package init(
        topic: TopicView? = nil,
        tags: [String] = []
    ) {
        self.topic = topic
        self.tags = tags
    }

    package init() {
        self.init(topic: nil)
    }

    package func encodeFields(to writer: inout WireWriter) {
        writer.message(topic, at: 1)
        writer.strings(tags, at: 2)
    }

    package mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        switch tag.number {
        case 1: topic = try reader.message(tag, into: topic)
        case 2: tags.append(try reader.string(tag))
        default: return false
        }
        return true
    }
}

/// The answer of `Find` about topics: the best matches first.
package struct FindTopicsReply: WireMessage {
    /// What was found.
    package var found: [FoundTopic]
    package var unknownFields = UnknownFields()

    /// Creates a message; what is not said stays at its default.
    package init(
        found: [FoundTopic] = []
    ) {
        self.found = found
    }

    package init() {
        self.init(found: [])
    }

    package func encodeFields(to writer: inout WireWriter) {
        writer.messages(found, at: 1)
    }

    package mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        switch tag.number {
        case 1: found.append(try reader.message(tag))
        default: return false
        }
        return true
    }
}
