/// Making values.
extension RawJSON {
    /// Creates a value from what a closure writes, which must be exactly one value.
    package static func build(capacity: Int = 64, _ write: (inout JSONWriter) -> Void) -> RawJSON {
        var writer = JSONWriter(capacity: capacity)
        write(&writer)
        return RawJSON(trusting: writer.bytes)
    }

    /// Creates a string.
    package static func string(_ value: String) -> RawJSON {
        build(capacity: value.utf8.count + 2) { $0.string(value) }
    }

    /// Creates a number.
    package static func int(_ value: Int64) -> RawJSON {
        build(capacity: 20) { $0.int(value) }
    }

    /// Creates `true` or `false`.
    package static func bool(_ value: Bool) -> RawJSON {
        build(capacity: 5) { $0.bool(value) }
    }

    /// Creates an array.
    package static func array(_ elements: [RawJSON]) -> RawJSON {
        build(capacity: elements.reduce(2) { $0 + $1.bytes.count + 1 }) { writer in
            writer.beginArray()
            for element in elements { writer.raw(element) }
            writer.endArray()
        }
    }

    /// Creates an object whose members stand in the order given.
    package static func object(_ members: KeyValuePairs<String, RawJSON>) -> RawJSON {
        build { writer in
            writer.beginObject()
            for (key, value) in members {
                writer.key(naming: key)
                writer.raw(value)
            }
            writer.endObject()
        }
    }
}
