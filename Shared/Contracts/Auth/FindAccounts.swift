package import Wire

/// The request of `Find` about accounts.
package struct FindAccountsRequest: WireMessage {
    /// What is searched for.
    package var query: TagQuery?
    /// The most to be found: 1 to 1024, 0 means 1024.
    package var limit: Int32
    /// Whether suspended accounts count too: for whoever asks only whether a tag is taken.
    package var anyState: Bool
    package var unknownFields = UnknownFields()

    /// Creates a message; what is not said stays at its default.
    package init(
        query: TagQuery? = nil,
        limit: Int32 = 0,
        anyState: Bool = false
    ) {
        self.query = query
        self.limit = limit
        self.anyState = anyState
    }

    package init() {
        self.init(query: nil)
    }

    package func encodeFields(to writer: inout WireWriter) {
        writer.message(query, at: 1)
        writer.int32(limit, at: 2)
        writer.bool(anyState, at: 3)
    }

    package mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        switch tag.number {
        case 1: query = try reader.message(tag, into: query)
        case 2: limit = try reader.int32(tag)
        case 3: anyState = try reader.bool(tag)
        default: return false
        }
        return true
    }
}

/// One account that a search found.
package struct FoundAccount: WireMessage {
    /// What others see of it.
    package var profile: Profile?
    /// Its tags that were searched for.
    package var tags: [String]
    package var unknownFields = UnknownFields()

    /// Creates a message; what is not said stays at its default.
    package init(
        profile: Profile? = nil,
        tags: [String] = []
    ) {
        self.profile = profile
        self.tags = tags
    }

    package init() {
        self.init(profile: nil)
    }

    package func encodeFields(to writer: inout WireWriter) {
        writer.message(profile, at: 1)
        writer.strings(tags, at: 2)
    }

    package mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        switch tag.number {
        case 1: profile = try reader.message(tag, into: profile)
        case 2: tags.append(try reader.string(tag))
        default: return false
        }
        return true
    }
}

/// The answer of `Find` about accounts: the best matches first.
package struct FindAccountsReply: WireMessage {
    /// Who was found.
    package var found: [FoundAccount]
    package var unknownFields = UnknownFields()

    /// Creates a message; what is not said stays at its default.
    package init(
        found: [FoundAccount] = []
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
