package import Wire

/// The request of `Find`.
package struct FindRequest: WireMessage {
    /// The user.
    package var user: UInt64
    /// What is searched for.
    package var query: String
    package var unknownFields = UnknownFields()

    /// Creates a message; what is not said stays at its default.
    package init(
        user: UInt64 = 0,
        query: String = ""
    ) {
        self.user = user
        self.query = query
    }

    package init() {
        self.init(user: 0)
    }

    package func encodeFields(to writer: inout WireWriter) {
        writer.fixed64(user, at: 1)
        writer.string(query, at: 2)
    }

    package mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        switch tag.number {
        case 1: user = try reader.fixed64(tag)
        case 2: query = try reader.string(tag)
        default: return false
        }
        return true
    }
}

/// The answer of `Find`.
package struct FindReply: WireMessage {
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
