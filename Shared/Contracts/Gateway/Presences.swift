package import Wire

/// A user's first session came, the last one went, or the user agent changed.
package struct UserPresence: WireMessage {
    /// Which kind it is.
    ///
    /// On off ua.
    package var what: String
    /// The client program.
    package var userAgent: String
    package var unknownFields = UnknownFields()

    /// Creates a message; what is not said stays at its default.
    package init(
        what: String = "",
        userAgent: String = ""
    ) {
        self.what = what
        self.userAgent = userAgent
    }

    package init() {
        self.init(what: "")
    }

    package func encodeFields(to writer: inout WireWriter) {
        writer.string(what, at: 1)
        writer.string(userAgent, at: 2)
    }

    package mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        switch tag.number {
        case 1: what = try reader.string(tag)
        case 2: userAgent = try reader.string(tag)
        default: return false
        }
        return true
    }
}

/// A topic's first session attached, or the last one left.
package struct TopicPresence: WireMessage {
    /// Whether it came rather than went.
    package var isOnline: Bool
    package var unknownFields = UnknownFields()

    /// Creates a message; what is not said stays at its default.
    package init(
        isOnline: Bool = false
    ) {
        self.isOnline = isOnline
    }

    package init() {
        self.init(isOnline: false)
    }

    package func encodeFields(to writer: inout WireWriter) {
        writer.bool(isOnline, at: 1)
    }

    package mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        switch tag.number {
        case 1: isOnline = try reader.bool(tag)
        default: return false
        }
        return true
    }
}

/// A user attached to or left a topic.
package struct AttachPresence: WireMessage {
    /// Whether it came rather than went.
    package var isOnline: Bool
    package var unknownFields = UnknownFields()

    /// Creates a message; what is not said stays at its default.
    package init(
        isOnline: Bool = false
    ) {
        self.isOnline = isOnline
    }

    package init() {
        self.init(isOnline: false)
    }

    package func encodeFields(to writer: inout WireWriter) {
        writer.bool(isOnline, at: 1)
    }

    package mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        switch tag.number {
        case 1: isOnline = try reader.bool(tag)
        default: return false
        }
        return true
    }
}
