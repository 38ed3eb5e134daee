import Wire

/// A message that knows no field at all: what a service of an older build sees of everything new.
struct Opaque: WireMessage {
    var unknownFields = UnknownFields()

    func encodeFields(to writer: inout WireWriter) {}

    mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        false
    }
}

/// An earlier version of ``EveryKind``: it knows the text and the leaf, and of the leaf nothing.
struct OlderKind: WireMessage {
    var string = ""
    var leaf: Opaque?
    var unknownFields = UnknownFields()

    func encodeFields(to writer: inout WireWriter) {
        writer.string(string, at: 14)
        writer.message(leaf, at: 17)
    }

    mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        switch tag.number {
        case 14: string = try reader.string(tag)
        case 17: leaf = try reader.message(tag, into: leaf)
        default: return false
        }
        return true
    }
}
