package import Wire

/// The request of `SetAccountState`.
package struct SetAccountStateRequest: WireMessage {
    /// The user.
    package var user: UInt64
    /// Whether the account is in use.
    package var state: AccountState
    package var unknownFields = UnknownFields()

    /// Creates a message; what is not said stays at its default.
    package init(
        user: UInt64 = 0,
        state: AccountState = .ok
    ) {
        self.user = user
        self.state = state
    }

    package init() {
        self.init(user: 0)
    }

    package func encodeFields(to writer: inout WireWriter) {
        writer.fixed64(user, at: 1)
        writer.enumeration(state, at: 2)
    }

    package mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        switch tag.number {
        case 1: user = try reader.fixed64(tag)
        case 2: state = AccountState(rawValue: try reader.int32(tag))
        default: return false
        }
        return true
    }
}

/// The request of `DeleteAccount`.
package struct DeleteAccountRequest: WireMessage {
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
