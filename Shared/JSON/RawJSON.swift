/// One complete, validated JSON value, kept as the bytes it came in.
///
/// Whitespace around the value is dropped, whitespace inside is kept. Equality and hashing are by bytes;
/// `isSame(as:)` compares what the bytes mean.
package struct RawJSON: Sendable, Hashable {
    /// The value's UTF-8 text.
    package let bytes: [UInt8]

    /// Validates a text that holds one JSON value.
    ///
    /// - Parameters:
    ///   - text: UTF-8, with or without whitespace around the value.
    ///   - maxDepth: How many containers may be inside one another.
    /// - Throws: What is wrong with the text, and where.
    package init(
        validating text: some Collection<UInt8>,
        maxDepth: Int = JSONScanner.defaultMaxDepth
    ) throws(JSONError) {
        self = try JSONScanner.scan([UInt8](text), maxDepth: maxDepth) { scanner throws(JSONError) in
            let value = try scanner.raw()
            try scanner.finish()
            return value
        }
    }

    /// Takes bytes that are known to be one JSON value, without looking at them.
    ///
    /// - Parameter bytes: The `bytes` of another `RawJSON` (perhaps from a store), or the complete output of a
    ///   `JSONWriter`. Anything else goes through `init(validating:)`.
    package init(trusting bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The value `null`.
    package static let null = RawJSON(trusting: Array("null".utf8))
    /// The value `{}`.
    package static let emptyObject = RawJSON(trusting: Array("{}".utf8))

    /// Whether the value is `null`.
    package var isNull: Bool { kind == .null }

    /// The kind of value.
    package var kind: JSONKind {
        bytes.first.flatMap(JSONKind.init(startingWith:)) ?? .null
    }
}

extension RawJSON: CustomStringConvertible {
    /// The value's kind and size; never its content, which may be private.
    package var description: String {
        "\(kind) of \(bytes.count) bytes"
    }
}

extension RawJSON: CustomDebugStringConvertible {
    package var debugDescription: String { description }
}
