import JSON

/// What protobuf has no words for, and so does not reach a gRPC client.
enum ProtobufLoss {
    /// Left out wherever they are: counts of subscribers, effective modes, and what the gRPC handshake says besides.
    private static let lost: Set<String> = ["subcnt", "mode", "servingAt", "clusterSize"]
    /// Left out where they are empty: there an empty one cannot be told from none.
    private static let lostWhenEmpty: Set<String> = ["acs", "tags", "sub", "cred"]

    /// Notes that protobuf has no word for: they do not come at all.
    private static let unspeakable: Set<String> = ["kpa", "kpv", "data"]

    /// Whether a frame comes at all.
    static func carries(_ frame: RawJSON) -> Bool {
        guard let what = frame.object?["info"]?.object?["what"]?.string else { return true }
        return !unspeakable.contains(what)
    }

    /// A frame without what is lost.
    static func carried(_ value: RawJSON) -> RawJSON {
        if let elements = value.array { return .array(elements.map(carried)) }
        guard let members = value.object else { return value }
        return .build { writer in
            writer.beginObject()
            for (key, value) in members where !lost.contains(key) {
                let rest = carried(value)
                if lostWhenEmpty.contains(key), rest.object?.isEmpty == true || rest.array?.isEmpty == true {
                    continue
                }
                // An outcome without parameters has none, rather than null.
                if key == "params", rest.isNull { continue }
                writer.key(naming: key)
                writer.raw(rest)
            }
            writer.endObject()
        }
    }
}
