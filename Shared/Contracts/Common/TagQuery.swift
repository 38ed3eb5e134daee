package import Wire

/// Tags of which one is enough.
package struct TagAlternatives: WireMessage {
    /// Normalised tags.
    package var tags: [String]
    package var unknownFields = UnknownFields()

    /// Creates a message; what is not said stays at its default.
    package init(
        tags: [String] = []
    ) {
        self.tags = tags
    }

    package init() {
        self.init(tags: [])
    }

    package func encodeFields(to writer: inout WireWriter) {
        writer.strings(tags, at: 1)
    }

    package mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        switch tag.number {
        case 1: tags.append(try reader.string(tag))
        default: return false
        }
        return true
    }
}

/// A search by tags: one of each required group, and one of the optional ones if there are any.
package struct TagQuery: WireMessage {
    /// Groups that must all be matched.
    package var required: [TagAlternatives]
    /// Tags of which one must be there unless there are none.
    package var optional: [String]
    package var unknownFields = UnknownFields()

    /// Creates a message; what is not said stays at its default.
    package init(
        required: [TagAlternatives] = [],
        optional: [String] = []
    ) {
        self.required = required
        self.optional = optional
    }

    package init() {
        self.init(required: [])
    }

    package func encodeFields(to writer: inout WireWriter) {
        writer.messages(required, at: 1)
        writer.strings(optional, at: 2)
    }

    package mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        switch tag.number {
        case 1: required.append(try reader.message(tag))
        case 2: optional.append(try reader.string(tag))
        default: return false
        }
        return true
    }
}
