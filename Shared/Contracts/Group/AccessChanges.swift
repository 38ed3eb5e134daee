package import Wire

/// The request of `SetAccess`.
package struct SetAccessRequest: WireMessage {
    /// The topic's canonical name.
    package var topic: String
    /// The user.
    ///
    /// 0: the actor.
    package var user: UInt64
    /// Mode letters, or a mask of them.
    ///
    /// Full mode letters; empty: the default.
    package var mode: String
    package var unknownFields = UnknownFields()

    /// Creates a message; what is not said stays at its default.
    package init(
        topic: String = "",
        user: UInt64 = 0,
        mode: String = ""
    ) {
        self.topic = topic
        self.user = user
        self.mode = mode
    }

    package init() {
        self.init(topic: "")
    }

    package func encodeFields(to writer: inout WireWriter) {
        writer.string(topic, at: 1)
        writer.fixed64(user, at: 2)
        writer.string(mode, at: 3)
    }

    package mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        switch tag.number {
        case 1: topic = try reader.string(tag)
        case 2: user = try reader.fixed64(tag)
        case 3: mode = try reader.string(tag)
        default: return false
        }
        return true
    }
}

/// The answer of `SetAccess`.
package struct SetAccessReply: WireMessage {
    /// What is wanted and given.
    package var access: AccessPair?
    /// Whether anything is different now.
    package var changed: Bool
    package var unknownFields = UnknownFields()

    /// Creates a message; what is not said stays at its default.
    package init(
        access: AccessPair? = nil,
        changed: Bool = false
    ) {
        self.access = access
        self.changed = changed
    }

    package init() {
        self.init(access: nil)
    }

    package func encodeFields(to writer: inout WireWriter) {
        writer.message(access, at: 1)
        writer.bool(changed, at: 2)
    }

    package mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        switch tag.number {
        case 1: access = try reader.message(tag, into: access)
        case 2: changed = try reader.bool(tag)
        default: return false
        }
        return true
    }
}

/// The request of `Evict`.
package struct EvictRequest: WireMessage {
    /// The topic's canonical name.
    package var topic: String
    /// The user.
    package var user: UInt64
    package var unknownFields = UnknownFields()

    /// Creates a message; what is not said stays at its default.
    package init(
        topic: String = "",
        user: UInt64 = 0
    ) {
        self.topic = topic
        self.user = user
    }

    package init() {
        self.init(topic: "")
    }

    package func encodeFields(to writer: inout WireWriter) {
        writer.string(topic, at: 1)
        writer.fixed64(user, at: 2)
    }

    package mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        switch tag.number {
        case 1: topic = try reader.string(tag)
        case 2: user = try reader.fixed64(tag)
        default: return false
        }
        return true
    }
}
