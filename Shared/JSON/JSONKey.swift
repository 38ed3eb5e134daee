/// The decoded text of an object key (or of a short string), comparable with literals without making a `String`.
///
/// ```swift
/// while let key = try scanner.nextKey() {
///     switch key {
///     case "id": id = try scanner.string()
///     case "seq": seq = try scanner.int()
///     default: break
///     }
/// }
/// ```
///
/// Up to 16 bytes are held in place; only a longer text allocates. Comparison is by bytes, not by Unicode equivalence.
package struct JSONKey: Sendable, Hashable {
    private static let capacity = 16

    private let low: UInt64
    private let high: UInt64
    private let count: Int
    private let long: [UInt8]?

    /// Copies decoded UTF-8.
    init(_ utf8: UnsafeRawBufferPointer) {
        count = utf8.count
        guard utf8.count <= Self.capacity else {
            (low, high) = (0, 0)
            long = [UInt8](utf8)
            return
        }
        var words: (UInt64, UInt64) = (0, 0)
        withUnsafeMutableBytes(of: &words) { $0.copyMemory(from: utf8) }
        (low, high) = words
        long = nil
    }

    /// Whether the key is a text known at compile time: what `switch` asks, most often of keys that differ in length.
    package static func ~= (text: StaticString, key: JSONKey) -> Bool {
        guard text.utf8CodeUnitCount == key.count else { return false }
        return key.hasBytes(of: text)
    }

    private func hasBytes(of text: StaticString) -> Bool {
        if let long { return text.withUTF8Buffer { $0.elementsEqual(long) } }
        var words: (UInt64, UInt64) = (0, 0)
        withUnsafeMutableBytes(of: &words) { words in
            text.withUTF8Buffer { words.copyMemory(from: UnsafeRawBufferPointer($0)) }
        }
        return words == (low, high)
    }

    /// The decoded UTF-8 of the key.
    package var utf8: [UInt8] {
        if let long { return long }
        return withUnsafeBytes(of: (low, high)) { [UInt8]($0.prefix(count)) }
    }

    /// The decoded text of the key.
    package var text: String {
        String(decoding: utf8, as: UTF8.self)
    }
}

extension JSONKey: ExpressibleByStringLiteral {
    /// Creates a key to compare with from text known at compile time.
    package init(stringLiteral value: StaticString) {
        self = value.withUTF8Buffer { JSONKey(UnsafeRawBufferPointer($0)) }
    }
}
