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
    /// The unary method of the service that the tests serve.
    static let post = RPCMethod<Letter, Letter>(service: "test.v1.Mail", name: "Post", isIdempotent: false)
    /// One letter out, many back.
    static let fetch = RPCMethod<Letter, Letter>(service: "test.v1.Mail", name: "Fetch", isIdempotent: false)
    /// Many letters out, one back.
    static let collect = RPCMethod<Letter, Letter>(service: "test.v1.Mail", name: "Collect", isIdempotent: false)
    /// Many letters in both directions.
    static let exchange = RPCMethod<Letter, Letter>(service: "test.v1.Mail", name: "Exchange", isIdempotent: false)
}
