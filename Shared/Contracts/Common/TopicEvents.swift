package import Wire

/// Topic created.
package struct TopicCreated: WireMessage {
    package var unknownFields = UnknownFields()

    /// Creates the message.
    package init() {}

    package func encodeFields(to writer: inout WireWriter) {}

    package func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        false
    }
}

/// A subscription appeared, changed or went.
package struct AccessChanged: WireMessage {
    /// The user.
    package var user: UInt64
    /// Absent: there was none.
    package var old: AccessPair?
    /// Absent: there is none any more.
    package var new: AccessPair?
    /// Whether the subscription is that of a channel reader.
    package var isReader: Bool
    package var unknownFields = UnknownFields()

    /// Creates a message; what is not said stays at its default.
    package init(
        user: UInt64 = 0,
        old: AccessPair? = nil,
        new: AccessPair? = nil,
        isReader: Bool = false
    ) {
        self.user = user
        self.old = old
        self.new = new
        self.isReader = isReader
    }

    package init() {
        self.init(user: 0)
    }

    package func encodeFields(to writer: inout WireWriter) {
        writer.fixed64(user, at: 1)
        writer.message(old, at: 2)
        writer.message(new, at: 3)
        writer.bool(isReader, at: 4)
    }

    package mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        switch tag.number {
        case 1: user = try reader.fixed64(tag)
        case 2: old = try reader.message(tag, into: old)
        case 3: new = try reader.message(tag, into: new)
        case 4: isReader = try reader.bool(tag)
        default: return false
        }
        return true
    }
}

/// Topic changed.
package struct TopicChanged: WireMessage {
    /// The description.
    package var description: Bool
    /// Search tags.
    package var tags: Bool
    /// Shared extras such as pins: JSON, empty when absent.
    package var auxiliary: Bool
    /// This user's own notes on the topic changed.
    package var privateOf: UInt64
    package var unknownFields = UnknownFields()

    /// Creates a message; what is not said stays at its default.
    package init(
        description: Bool = false,
        tags: Bool = false,
        auxiliary: Bool = false,
        privateOf: UInt64 = 0
    ) {
        self.description = description
        self.tags = tags
        self.auxiliary = auxiliary
        self.privateOf = privateOf
    }

    package init() {
        self.init(description: false)
    }

    package func encodeFields(to writer: inout WireWriter) {
        writer.bool(description, at: 1)
        writer.bool(tags, at: 2)
        writer.bool(auxiliary, at: 3)
        writer.fixed64(privateOf, at: 4)
    }

    package mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        switch tag.number {
        case 1: description = try reader.bool(tag)
        case 2: tags = try reader.bool(tag)
        case 3: auxiliary = try reader.bool(tag)
        case 4: privateOf = try reader.fixed64(tag)
        default: return false
        }
        return true
    }
}

/// Topic deleted.
package struct TopicDeleted: WireMessage {
    package var unknownFields = UnknownFields()

    /// Creates the message.
    package init() {}

    package func encodeFields(to writer: inout WireWriter) {}

    package func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        false
    }
}
