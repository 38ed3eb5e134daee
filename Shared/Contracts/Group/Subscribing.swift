package import Wire

/// The request of `CreateTopic`.
package struct CreateTopicRequest: WireMessage {
    /// Whether it is a channel.
    package var isChannel: Bool
    /// What everybody sees: JSON, empty when absent or not said.
    package var publicJSON: [UInt8]
    /// What only root writes: JSON, empty when absent or not said.
    package var trustedJSON: [UInt8]
    /// What only the user sees: JSON, empty when absent or not said.
    package var privateJSON: [UInt8]
    /// What those are given who bring no subscription of their own; absent where not said.
    package var defaultAccess: DefaultAccessPair?
    /// Mode letters, or a mask of them.
    ///
    /// What the owner wants, if not everything.
    package var mode: String
    /// Search tags.
    package var tags: [String]
    package var unknownFields = UnknownFields()

    /// Creates a message; what is not said stays at its default.
    package init(
        isChannel: Bool = false,
        publicJSON: [UInt8] = [],
        trustedJSON: [UInt8] = [],
        privateJSON: [UInt8] = [],
        defaultAccess: DefaultAccessPair? = nil,
        mode: String = "",
        tags: [String] = []
    ) {
        self.isChannel = isChannel
        self.publicJSON = publicJSON
        self.trustedJSON = trustedJSON
        self.privateJSON = privateJSON
        self.defaultAccess = defaultAccess
        self.mode = mode
        self.tags = tags
    }

    package init() {
        self.init(isChannel: false)
    }

    package func encodeFields(to writer: inout WireWriter) {
        writer.bool(isChannel, at: 1)
        writer.bytes(publicJSON, at: 2)
        writer.bytes(trustedJSON, at: 3)
        writer.bytes(privateJSON, at: 4)
        writer.message(defaultAccess, at: 5)
        writer.string(mode, at: 6)
        writer.strings(tags, at: 7)
    }

    package mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        switch tag.number {
        case 1: isChannel = try reader.bool(tag)
        case 2: publicJSON = try reader.bytes(tag)
        case 3: trustedJSON = try reader.bytes(tag)
        case 4: privateJSON = try reader.bytes(tag)
        case 5: defaultAccess = try reader.message(tag, into: defaultAccess)
        case 6: mode = try reader.string(tag)
        case 7: tags.append(try reader.string(tag))
        default: return false
        }
        return true
    }
}

/// The request of `Subscribe`.
package struct SubscribeRequest: WireMessage {
    /// The topic's canonical name.
    package var topic: String
    /// Whether the topic was addressed as a channel reader does.
    ///
    /// Addressed as chn….
    package var asReader: Bool
    /// Mode letters, or a mask of them.
    ///
    /// Full mode letters; empty: the default.
    package var mode: String
    /// What only the user sees: JSON, empty when absent or not said.
    package var privateJSON: [UInt8]
    /// For the peer in a new private chat.
    package var defaultAccess: DefaultAccessPair?
    package var unknownFields = UnknownFields()

    /// Creates a message; what is not said stays at its default.
    package init(
        topic: String = "",
        asReader: Bool = false,
        mode: String = "",
        privateJSON: [UInt8] = [],
        defaultAccess: DefaultAccessPair? = nil
    ) {
        self.topic = topic
        self.asReader = asReader
        self.mode = mode
        self.privateJSON = privateJSON
        self.defaultAccess = defaultAccess
    }

    package init() {
        self.init(topic: "")
    }

    package func encodeFields(to writer: inout WireWriter) {
        writer.string(topic, at: 1)
        writer.bool(asReader, at: 2)
        writer.string(mode, at: 3)
        writer.bytes(privateJSON, at: 4)
        writer.message(defaultAccess, at: 5)
    }

    package mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        switch tag.number {
        case 1: topic = try reader.string(tag)
        case 2: asReader = try reader.bool(tag)
        case 3: mode = try reader.string(tag)
        case 4: privateJSON = try reader.bytes(tag)
        case 5: defaultAccess = try reader.message(tag, into: defaultAccess)
        default: return false
        }
        return true
    }
}

/// The answer of `Subscribe`.
package struct SubscribeReply: WireMessage {
    /// The topic's canonical name.
    package var topic: TopicView?
    /// The topic.
    package var isCreated: Bool
    /// The actor's access is new or changed.
    package var isChanged: Bool
    /// Of a new private chat.
    package var peerAccess: AccessPair?
    package var unknownFields = UnknownFields()

    /// Creates a message; what is not said stays at its default.
    package init(
        topic: TopicView? = nil,
        isCreated: Bool = false,
        isChanged: Bool = false,
        peerAccess: AccessPair? = nil
    ) {
        self.topic = topic
        self.isCreated = isCreated
        self.isChanged = isChanged
        self.peerAccess = peerAccess
    }

    package init() {
        self.init(topic: nil)
    }

    package func encodeFields(to writer: inout WireWriter) {
        writer.message(topic, at: 1)
        writer.bool(isCreated, at: 2)
        writer.bool(isChanged, at: 3)
        writer.message(peerAccess, at: 4)
    }

    package mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        switch tag.number {
        case 1: topic = try reader.message(tag, into: topic)
        case 2: isCreated = try reader.bool(tag)
        case 3: isChanged = try reader.bool(tag)
        case 4: peerAccess = try reader.message(tag, into: peerAccess)
        default: return false
        }
        return true
    }
}

/// The request of `Unsubscribe`.
package struct UnsubscribeRequest: WireMessage {
    /// The topic's canonical name.
    package var topic: String
    package var unknownFields = UnknownFields()

    /// Creates a message; what is not said stays at its default.
    package init(
        topic: String = ""
    ) {
        self.topic = topic
    }

    package init() {
        self.init(topic: "")
    }

    package func encodeFields(to writer: inout WireWriter) {
        writer.string(topic, at: 1)
    }

    package mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        switch tag.number {
        case 1: topic = try reader.string(tag)
        default: return false
        }
        return true
    }
}
