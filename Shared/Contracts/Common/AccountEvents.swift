package import Wire

/// Account changed.
package struct AccountChanged: WireMessage {
    /// The user.
    package var user: UInt64
    /// What others see.
    package var description: Bool
    /// What only the owner sees.
    package var ownNotes: Bool
    /// Search tags.
    package var tags: Bool
    /// Proved or to be proved addresses.
    package var credentials: Bool
    package var unknownFields = UnknownFields()

    /// Creates a message; what is not said stays at its default.
    package init(
        user: UInt64 = 0,
        description: Bool = false,
        ownNotes: Bool = false,
        tags: Bool = false,
        credentials: Bool = false
    ) {
        self.user = user
        self.description = description
        self.ownNotes = ownNotes
        self.tags = tags
        self.credentials = credentials
    }

    package init() {
        self.init(user: 0)
    }

    package func encodeFields(to writer: inout WireWriter) {
        writer.fixed64(user, at: 1)
        writer.bool(description, at: 2)
        writer.bool(ownNotes, at: 3)
        writer.bool(tags, at: 4)
        writer.bool(credentials, at: 5)
    }

    package mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        switch tag.number {
        case 1: user = try reader.fixed64(tag)
        case 2: description = try reader.bool(tag)
        case 3: ownNotes = try reader.bool(tag)
        case 4: tags = try reader.bool(tag)
        case 5: credentials = try reader.bool(tag)
        default: return false
        }
        return true
    }
}

/// Account closed.
package struct AccountClosed: WireMessage {
    /// The user.
    package var user: UInt64
    /// Else deleted.
    package var isSuspended: Bool
    package var unknownFields = UnknownFields()

    /// Creates a message; what is not said stays at its default.
    package init(
        user: UInt64 = 0,
        isSuspended: Bool = false
    ) {
        self.user = user
        self.isSuspended = isSuspended
    }

    package init() {
        self.init(user: 0)
    }

    package func encodeFields(to writer: inout WireWriter) {
        writer.fixed64(user, at: 1)
        writer.bool(isSuspended, at: 2)
    }

    package mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        switch tag.number {
        case 1: user = try reader.fixed64(tag)
        case 2: isSuspended = try reader.bool(tag)
        default: return false
        }
        return true
    }
}
