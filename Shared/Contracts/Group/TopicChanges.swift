package import Wire

/// The request of `UpdateTopic`.
package struct UpdateTopicRequest: WireMessage {
    /// The topic's canonical name.
    package var topic: String
    /// What everybody sees: JSON, empty when absent or not said.
    package var publicJSON: [UInt8]
    /// What only root writes: JSON, empty when absent or not said.
    package var trustedJSON: [UInt8]
    /// What only the user sees: JSON, empty when absent or not said.
    package var privateJSON: [UInt8]
    /// What those are given who bring no subscription of their own; absent where not said.
    package var defaultAccess: DefaultAccessPair?
    package var unknownFields = UnknownFields()

    /// Creates a message; what is not said stays at its default.
    package init(
        topic: String = "",
        publicJSON: [UInt8] = [],
        trustedJSON: [UInt8] = [],
        privateJSON: [UInt8] = [],
        defaultAccess: DefaultAccessPair? = nil
    ) {
        self.topic = topic
        self.publicJSON = publicJSON
        self.trustedJSON = trustedJSON
        self.privateJSON = privateJSON
        self.defaultAccess = defaultAccess
    }

    package init() {
        self.init(topic: "")
    }

    package func encodeFields(to writer: inout WireWriter) {
        writer.string(topic, at: 1)
        writer.bytes(publicJSON, at: 2)
        writer.bytes(trustedJSON, at: 3)
        writer.bytes(privateJSON, at: 4)
        writer.message(defaultAccess, at: 5)
    }

    package mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        switch tag.number {
        case 1: topic = try reader.string(tag)
        case 2: publicJSON = try reader.bytes(tag)
        case 3: trustedJSON = try reader.bytes(tag)
        case 4: privateJSON = try reader.bytes(tag)
        case 5: defaultAccess = try reader.message(tag, into: defaultAccess)
        default: return false
        }
        return true
    }
}

/// Changed.
package struct TopicChangedReply: WireMessage {
    /// Whether anything is different now.
    package var changed: Bool
    package var unknownFields = UnknownFields()

    /// Creates a message; what is not said stays at its default.
    package init(
        changed: Bool = false
    ) {
        self.changed = changed
    }

    package init() {
        self.init(changed: false)
    }

    package func encodeFields(to writer: inout WireWriter) {
        writer.bool(changed, at: 1)
    }

    package mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        switch tag.number {
        case 1: changed = try reader.bool(tag)
        default: return false
        }
        return true
    }
}

/// The request of `SetTags`.
package struct TopicTagsRequest: WireMessage {
    /// The topic's canonical name.
    package var topic: String
    /// Search tags.
    package var tags: [String]
    package var unknownFields = UnknownFields()

    /// Creates a message; what is not said stays at its default.
    package init(
        topic: String = "",
        tags: [String] = []
    ) {
        self.topic = topic
        self.tags = tags
    }

    package init() {
        self.init(topic: "")
    }

    package func encodeFields(to writer: inout WireWriter) {
        writer.string(topic, at: 1)
        writer.strings(tags, at: 2)
    }

    package mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        switch tag.number {
        case 1: topic = try reader.string(tag)
        case 2: tags.append(try reader.string(tag))
        default: return false
        }
        return true
    }
}

/// The answer of `SetTags`.
package struct TopicTagsReply: WireMessage {
    /// Search tags.
    package var tags: [String]
    /// How many were added.
    package var added: Int32
    /// How many were removed.
    package var removed: Int32
    package var unknownFields = UnknownFields()

    /// Creates a message; what is not said stays at its default.
    package init(
        tags: [String] = [],
        added: Int32 = 0,
        removed: Int32 = 0
    ) {
        self.tags = tags
        self.added = added
        self.removed = removed
    }

    package init() {
        self.init(tags: [])
    }

    package func encodeFields(to writer: inout WireWriter) {
        writer.strings(tags, at: 1)
        writer.int32(added, at: 2)
        writer.int32(removed, at: 3)
    }

    package mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        switch tag.number {
        case 1: tags.append(try reader.string(tag))
        case 2: added = try reader.int32(tag)
        case 3: removed = try reader.int32(tag)
        default: return false
        }
        return true
    }
}

/// The request of `SetAuxiliary`.
package struct SetAuxiliaryRequest: WireMessage {
    /// The topic's canonical name.
    package var topic: String
    /// Shared extras such as pins: JSON, empty when absent.
    ///
    /// A patch.
    package var auxiliaryJSON: [UInt8]
    package var unknownFields = UnknownFields()

    /// Creates a message; what is not said stays at its default.
    package init(
        topic: String = "",
        auxiliaryJSON: [UInt8] = []
    ) {
        self.topic = topic
        self.auxiliaryJSON = auxiliaryJSON
    }

    package init() {
        self.init(topic: "")
    }

    package func encodeFields(to writer: inout WireWriter) {
        writer.string(topic, at: 1)
        writer.bytes(auxiliaryJSON, at: 2)
    }

    package mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        switch tag.number {
        case 1: topic = try reader.string(tag)
        case 2: auxiliaryJSON = try reader.bytes(tag)
        default: return false
        }
        return true
    }
}

/// The request of `DeleteTopic`.
package struct DeleteTopicRequest: WireMessage {
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
