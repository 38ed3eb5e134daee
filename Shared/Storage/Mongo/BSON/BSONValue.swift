/// A value of a document, of those kinds that the suite writes or the server answers with.
package enum BSONValue: Sendable, Equatable {
    /// UTF-8; compared byte by byte by the server.
    case text(String)
    /// Written with 64 bits, read from 32 or 64.
    case int(Int64)
    case bool(Bool)
    /// Binary, subtype 0.
    case bytes([UInt8])
    case document(BSONDocument)
    case array([BSONValue])
    case null
    case double(Double)
    /// The server's logical clock: seconds in the upper 32 bits, a counter in the lower.
    ///
    /// In a document that is inserted, 0 stands for "now"; the server puts in a time that nothing before had.
    case timestamp(UInt64)
    /// A name that the server gave: 12 bytes.
    case objectID([UInt8])
}

extension BSONValue {
    /// An array of texts.
    package static func texts(_ texts: some Sequence<String>) -> BSONValue {
        .array(texts.map { .text($0) })
    }

    /// An array of integers.
    package static func ints(_ numbers: some Sequence<Int64>) -> BSONValue {
        .array(numbers.map { .int($0) })
    }

    /// An array of documents.
    package static func documents(_ documents: some Sequence<BSONDocument>) -> BSONValue {
        .array(documents.map { .document($0) })
    }

    /// An integer, or null.
    package static func optionalInt(_ number: Int64?) -> BSONValue {
        number.map { .int($0) } ?? .null
    }
}

extension BSONValue: ExpressibleByDictionaryLiteral, ExpressibleByArrayLiteral, ExpressibleByStringLiteral,
    ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral
{
    /// A document with these fields, in this order.
    package init(dictionaryLiteral elements: (String, BSONValue)...) {
        self = .document(BSONDocument(elements))
    }

    /// An array.
    package init(arrayLiteral elements: BSONValue...) {
        self = .array(elements)
    }

    /// A text.
    package init(stringLiteral value: String) {
        self = .text(value)
    }

    /// An integer.
    package init(integerLiteral value: Int64) {
        self = .int(value)
    }

    /// A truth value.
    package init(booleanLiteral value: Bool) {
        self = .bool(value)
    }
}
