package import Wire

/// What others see of a user.
package struct Profile: WireMessage {
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
    /// When the user was last online, in milliseconds; 0 if never.
    package var lastSeenAt: Int64
    /// With what.
    package var lastUserAgent: String
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
        lastSeenAt: Int64 = 0,
        lastUserAgent: String = ""
    ) {
        self.user = user
        self.state = state
        self.createdAt = createdAt
        self.updatedAt = updatedAt
        self.defaultAccess = defaultAccess
        self.publicJSON = publicJSON
        self.trustedJSON = trustedJSON
        self.lastSeenAt = lastSeenAt
        self.lastUserAgent = lastUserAgent
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
        writer.int64(lastSeenAt, at: 8)
        writer.string(lastUserAgent, at: 9)
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
        case 8: lastSeenAt = try reader.int64(tag)
        case 9: lastUserAgent = try reader.string(tag)
        default: return false
        }
        return true
    }
}

/// The request of `GetProfiles`.
package struct GetProfilesRequest: WireMessage {
    /// The users.
    ///
    /// Up to 1024.
    package var users: [UInt64]
    package var unknownFields = UnknownFields()

    /// Creates a message; what is not said stays at its default.
    package init(
        users: [UInt64] = []
    ) {
        self.users = users
    }

    package init() {
        self.init(users: [])
    }

    package func encodeFields(to writer: inout WireWriter) {
        writer.packedFixed64s(users, at: 1)
    }

    package mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        switch tag.number {
        case 1: try reader.fixed64s(tag, into: &users)
        default: return false
        }
        return true
    }
}

/// Unknown users are left out.
package struct GetProfilesReply: WireMessage {
    /// Who was found.
    package var profiles: [Profile]
    package var unknownFields = UnknownFields()

    /// Creates a message; what is not said stays at its default.
    package init(
        profiles: [Profile] = []
    ) {
        self.profiles = profiles
    }

    package init() {
        self.init(profiles: [])
    }

    package func encodeFields(to writer: inout WireWriter) {
        writer.messages(profiles, at: 1)
    }

    package mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        switch tag.number {
        case 1: profiles.append(try reader.message(tag))
        default: return false
        }
        return true
    }
}
