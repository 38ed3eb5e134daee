/// A header list as HPACK writes it, without compressing anything (RFC 7541 section 6.2.2).
struct FieldBlock: Sendable {
    var bytes: [UInt8] = []

    init(_ fields: [(String, String)]) {
        for (name, value) in fields { bytes += Self.field(name, value) }
    }

    /// The pseudo-header fields of a request, and more fields after them.
    init(_ method: String, _ more: [(String, String)] = []) {
        self.init([(":method", method), (":scheme", "http"), (":path", "/"), (":authority", "localhost")] + more)
    }

    /// A plain GET.
    static let get = FieldBlock("GET")
    /// A plain POST, whose body follows.
    static let post = FieldBlock("POST")
    /// A call of gRPC.
    static func call(_ path: String, _ more: [(String, String)] = []) -> FieldBlock {
        let call = [("content-type", "application/grpc"), ("te", "trailers")]
        return FieldBlock(
            [(":method", "POST"), (":scheme", "http"), (":path", path), (":authority", "localhost")] + call + more)
    }

    /// One field, literally and without indexing.
    static func field(_ name: String, _ value: String) -> [UInt8] {
        [0] + string(name) + string(value)
    }

    private static func string(_ text: String) -> [UInt8] {
        let count = text.utf8.count
        return (count < 127 ? [UInt8(count)] : [127] + integer(count - 127)) + text.utf8
    }

    /// What is beyond the prefix of an integer (RFC 7541 section 5.1).
    private static func integer(_ number: Int) -> [UInt8] {
        number < 128 ? [UInt8(number)] : [UInt8(number % 128 | 128)] + integer(number / 128)
    }
}
