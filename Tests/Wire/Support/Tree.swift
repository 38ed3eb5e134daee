import Wire

/// A message that contains itself.
struct Tree: WireMessage {
    var name = ""
    var branches: [Tree] = []
    var weight: Int64 = 0
    var unknownFields = UnknownFields()

    func encodeFields(to writer: inout WireWriter) {
        writer.string(name, at: 1)
        writer.messages(branches, at: 2)
        writer.int64(weight, at: 3)
    }

    mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        switch tag.number {
        case 1: name = try reader.string(tag)
        case 2: branches.append(try reader.message(tag))
        case 3: weight = try reader.int64(tag)
        default: return false
        }
        return true
    }
}
