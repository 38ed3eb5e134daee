import RPC
import Wire

/// What the tests send and get back.
struct Letter: WireMessage {
    var text = ""
    var number: Int64 = 0
    var unknownFields = UnknownFields()

    func encodeFields(to writer: inout WireWriter) {
        writer.string(text, at: 1)
        writer.int64(number, at: 2)
    }

    mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        switch tag.number {
        case 1: text = try reader.string(tag)
        case 2: number = try reader.int64(tag)
        default: return false
        }
        return true
    }
}

extension Letter {
    /// The only method of the service that the tests serve.
    static let post = RPCMethod<Letter, Letter>(service: "test.v1.Mail", name: "Post", isIdempotent: false)
}
