import JSON

extension ControlMessage {
    /// The text of the frame.
    func encoded() -> [UInt8] {
        var writer = JSONWriter(capacity: 192)
        writer.beginObject()
        writer.object("ctrl") { writer in
            writer.field("id", ifSaid: id)
            writer.field("topic", ifSaid: topic)
            if let value {
                writer.field("params", value)
            } else if let parameters {
                writer.object("params") { writer in
                    for parameter in parameters {
                        writer.key(naming: parameter.name)
                        writer.raw(parameter.value)
                    }
                }
            }
            writer.field("code", code.number)
            writer.field("text", code.text)
            writer.field("ts", timestamp: at)
        }
        writer.endObject()
        return writer.bytes
    }
}

// What the encoders of the server's messages leave out.
extension JSONWriter {
    /// Writes a string member; nothing for nil and for the empty string.
    mutating func field(_ key: StaticString, ifSaid value: String?) {
        if let value, !value.isEmpty { field(key, value) }
    }

    /// Writes a truth member only if it is true.
    mutating func field(_ key: StaticString, ifTrue value: Bool) {
        if value { field(key, true) }
    }

    /// Writes an integer member unless it is zero.
    mutating func field(_ key: StaticString, ifNotZero value: Int64) {
        if value != 0 { field(key, value) }
    }

    /// Writes a member whose JSON is at hand as bytes; nothing when there are none.
    mutating func field(_ key: StaticString, ifNotEmpty json: [UInt8]) {
        if !json.isEmpty { field(key, RawJSON(trusting: json)) }
    }
}

extension RawJSON {
    /// Bytes as the client protocol writes them: a string of standard base64.
    static func base64(_ bytes: [UInt8]) -> RawJSON {
        .string(Base64.encode(bytes))
    }
}
