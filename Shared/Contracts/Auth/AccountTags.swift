package import Wire

/// The request of `SetTags`.
package struct AccountTagsRequest: WireMessage {
    /// The user.
    package var user: UInt64
    /// Search tags.
    ///
    /// The whole new list; restricted ones must be repeated.
    package var tags: [String]
    package var unknownFields = UnknownFields()

    /// Creates a message; what is not said stays at its default.
    package init(
        user: UInt64 = 0,
        tags: [String] = []
    ) {
        self.user = user
        self.tags = tags
    }

    package init() {
        self.init(user: 0)
    }

    package func encodeFields(to writer: inout WireWriter) {
        writer.fixed64(user, at: 1)
        writer.strings(tags, at: 2)
    }

    package mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        switch tag.number {
        case 1: user = try reader.fixed64(tag)
        case 2: tags.append(try reader.string(tag))
        default: return false
        }
        return true
    }
}

/// The answer of `SetTags`.
package struct AccountTagsReply: WireMessage {
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
