package import Wire

/// The request of `ClaimAlias`.
package struct ClaimAliasRequest: WireMessage {
    /// The topic that is to have the alias.
    package var topic: String
    /// The whole tag, `alias:…`.
    package var alias: String
    /// Whether a claim that came to nothing is taken back.
    package var givesUp: Bool
    package var unknownFields = UnknownFields()

    /// Creates a message; what is not said stays at its default.
    package init(
        topic: String = "",
        alias: String = "",
        givesUp: Bool = false
    ) {
        self.topic = topic
        self.alias = alias
        self.givesUp = givesUp
    }

    package init() {
        self.init(topic: "")
    }

    package func encodeFields(to writer: inout WireWriter) {
        writer.string(topic, at: 1)
        writer.string(alias, at: 2)
        writer.bool(givesUp, at: 3)
    }

    package mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        switch tag.number {
        case 1: topic = try reader.string(tag)
        case 2: alias = try reader.string(tag)
        case 3: givesUp = try reader.bool(tag)
        default: return false
        }
        return true
    }
}

/// The request of `SettleAliases`.
package struct SettleAliasesRequest: WireMessage {
    /// The topic.
    package var topic: String
    /// All the aliases that it has.
    package var aliases: [String]
    package var unknownFields = UnknownFields()

    /// Creates a message; what is not said stays at its default.
    package init(
        topic: String = "",
        aliases: [String] = []
    ) {
        self.topic = topic
        self.aliases = aliases
    }

    package init() {
        self.init(topic: "")
    }

    package func encodeFields(to writer: inout WireWriter) {
        writer.string(topic, at: 1)
        writer.strings(aliases, at: 2)
    }

    package mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        switch tag.number {
        case 1: topic = try reader.string(tag)
        case 2: aliases.append(try reader.string(tag))
        default: return false
        }
        return true
    }
}

/// The answer of `SettleAliases`.
package struct SettleAliasesReply: WireMessage {
    /// Those that are somebody else's: the topic has to give them up.
    package var lost: [String]
    package var unknownFields = UnknownFields()

    /// Creates a message; what is not said stays at its default.
    package init(
        lost: [String] = []
    ) {
        self.lost = lost
    }

    package init() {
        self.init(lost: [])
    }

    package func encodeFields(to writer: inout WireWriter) {
        writer.strings(lost, at: 1)
    }

    package mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        switch tag.number {
        case 1: lost.append(try reader.string(tag))
        default: return false
        }
        return true
    }
}
