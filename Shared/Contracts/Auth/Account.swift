package import Wire

/// What the owner of an account sees.
package struct Account: WireMessage {
    /// The user.
    package var user: UInt64
    /// Whether the account is in use.
    package var state: AccountState
    /// When it was made, in milliseconds.
    package var createdAt: Int64
    /// When it last changed, in milliseconds.
    package var updatedAt: Int64
    /// What those are given who bring no subscription of their own; absent where not said.
    package var defaultAccess: DefaultAccessPair?
    /// What everybody sees: JSON, empty when absent or not said.
    package var publicJSON: [UInt8]
    /// What only root writes: JSON, empty when absent or not said.
    package var trustedJSON: [UInt8]
    /// What only the user sees: JSON, empty when absent or not said.
    package var privateJSON: [UInt8]
    /// Search tags.
    package var tags: [String]
    /// Proved or to be proved addresses.
    package var credentials: [Credential]
    /// When the user was last online, in milliseconds; 0 if never.
    package var lastSeenAt: Int64
    /// With what.
    package var lastUserAgent: String
    /// The stored query of `fnd`: JSON, empty when absent.
    package var searchJSON: [UInt8]
    package var unknownFields = UnknownFields()

    /// Creates a message; what is not said stays at its default.
    package init(
        user: UInt64 = 0,
        state: AccountState = .ok,
        createdAt: Int64 = 0,
        updatedAt: Int64 = 0,
        defaultAccess: DefaultAccessPair? = nil,
        publicJSON: [UInt8] = [],
        trustedJSON: [UInt8] = [],
        privateJSON: [UInt8] = [],
        tags: [String] = [],
        credentials: [Credential] = [],
        lastSeenAt: Int64 = 0,
        lastUserAgent: String = "",
        searchJSON: [UInt8] = []
    ) {
        self.user = user
        self.state = state
        self.createdAt = createdAt
        self.updatedAt = updatedAt
        self.defaultAccess = defaultAccess
        self.publicJSON = publicJSON
        self.trustedJSON = trustedJSON
        self.privateJSON = privateJSON
        self.tags = tags
        self.credentials = credentials
        self.lastSeenAt = lastSeenAt
        self.lastUserAgent = lastUserAgent
        self.searchJSON = searchJSON
    }

    package init() {
        self.init(user: 0)
    }

    package func encodeFields(to writer: inout WireWriter) {
        writer.fixed64(user, at: 1)
        writer.enumeration(state, at: 2)
        writer.int64(createdAt, at: 3)
        writer.int64(updatedAt, at: 4)
        writer.message(defaultAccess, at: 5)
        writer.bytes(publicJSON, at: 6)
        writer.bytes(trustedJSON, at: 7)
        writer.bytes(privateJSON, at: 8)
        writer.strings(tags, at: 9)
        writer.messages(credentials, at: 10)
        writer.int64(lastSeenAt, at: 11)
        writer.string(lastUserAgent, at: 12)
        writer.bytes(searchJSON, at: 13)
    }

    package mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        switch tag.number {
        case 1: user = try reader.fixed64(tag)
        case 2: state = AccountState(rawValue: try reader.int32(tag))
        case 3: createdAt = try reader.int64(tag)
        case 4: updatedAt = try reader.int64(tag)
        case 5: defaultAccess = try reader.message(tag, into: defaultAccess)
        case 6: publicJSON = try reader.bytes(tag)
        case 7: trustedJSON = try reader.bytes(tag)
        case 8: privateJSON = try reader.bytes(tag)
        case 9: tags.append(try reader.string(tag))
        case 10: credentials.append(try reader.message(tag))
        case 11: lastSeenAt = try reader.int64(tag)
        case 12: lastUserAgent = try reader.string(tag)
        case 13: searchJSON = try reader.bytes(tag)
        default: return false
        }
        return true
    }
}

/// The request of `GetAccount`.
package struct GetAccountRequest: WireMessage {
    /// The user.
    package var user: UInt64
    package var unknownFields = UnknownFields()

    /// Creates a message; what is not said stays at its default.
    package init(
        user: UInt64 = 0
    ) {
        self.user = user
    }

    package init() {
        self.init(user: 0)
    }

    package func encodeFields(to writer: inout WireWriter) {
        writer.fixed64(user, at: 1)
    }

    package mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        switch tag.number {
        case 1: user = try reader.fixed64(tag)
        default: return false
        }
        return true
    }
}

/// Patches: the service merges them (see JSONMerge).
package struct UpdateAccountRequest: WireMessage {
    /// The user.
    package var user: UInt64
    /// What everybody sees: JSON, empty when absent or not said.
    package var publicJSON: [UInt8]
    /// What only root writes: JSON, empty when absent or not said.
    package var trustedJSON: [UInt8]
    /// What only the user sees: JSON, empty when absent or not said.
    package var privateJSON: [UInt8]
    /// What those are given who bring no subscription of their own; absent where not said.
    package var defaultAccess: DefaultAccessPair?
    /// Not 0: only records that the user was last seen then.
    package var seenAt: Int64
    /// The client program.
    package var userAgent: String
    /// A patch of the stored query of `fnd`: JSON, empty when not said.
    package var searchJSON: [UInt8]
    package var unknownFields = UnknownFields()

    /// Creates a message; what is not said stays at its default.
    package init(
        user: UInt64 = 0,
        publicJSON: [UInt8] = [],
        trustedJSON: [UInt8] = [],
        privateJSON: [UInt8] = [],
        defaultAccess: DefaultAccessPair? = nil,
        seenAt: Int64 = 0,
        userAgent: String = "",
        searchJSON: [UInt8] = []
    ) {
        self.user = user
        self.publicJSON = publicJSON
        self.trustedJSON = trustedJSON
        self.privateJSON = privateJSON
        self.defaultAccess = defaultAccess
        self.seenAt = seenAt
        self.userAgent = userAgent
        self.searchJSON = searchJSON
    }

    package init() {
        self.init(user: 0)
    }

    package func encodeFields(to writer: inout WireWriter) {
        writer.fixed64(user, at: 1)
        writer.bytes(publicJSON, at: 2)
        writer.bytes(trustedJSON, at: 3)
        writer.bytes(privateJSON, at: 4)
        writer.message(defaultAccess, at: 5)
        writer.int64(seenAt, at: 6)
        writer.string(userAgent, at: 7)
        writer.bytes(searchJSON, at: 8)
    }

    package mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        switch tag.number {
        case 1: user = try reader.fixed64(tag)
        case 2: publicJSON = try reader.bytes(tag)
        case 3: trustedJSON = try reader.bytes(tag)
        case 4: privateJSON = try reader.bytes(tag)
        case 5: defaultAccess = try reader.message(tag, into: defaultAccess)
        case 6: seenAt = try reader.int64(tag)
        case 7: userAgent = try reader.string(tag)
        case 8: searchJSON = try reader.bytes(tag)
        default: return false
        }
        return true
    }
}

/// Changed.
package struct AccountChangedReply: WireMessage {
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
