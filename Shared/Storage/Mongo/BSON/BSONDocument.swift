/// A document as MongoDB keeps it: fields with names, in order (BSON 1.1, bsonspec.org).
///
/// Only its bytes are kept. What C makes of them lives in `BSONHandle` and `BSONReply`.
package struct BSONDocument: Sendable, Equatable {
    /// The whole document: its length (4 bytes, little endian), the fields, a zero.
    package private(set) var bytes: [UInt8] = [5, 0, 0, 0, 0]

    /// Makes a document without fields.
    package init() {}

    /// Makes a document of fields.
    package init(_ fields: [(String, BSONValue)]) {
        for (name, value) in fields { append(name, value) }
    }

    /// Takes a document as it came; it is checked when it is read.
    init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Adds a field.
    ///
    /// - Parameters:
    ///   - name: A name that the document does not have, without a zero byte.
    ///   - value: Its value.
    package mutating func append(_ name: String, _ value: BSONValue) {
        bytes.removeLast()
        bytes.append(value.kind.rawValue)
        bytes.append(contentsOf: name.utf8)
        bytes.append(0)
        value.write(to: &bytes)
        bytes.append(0)
        bytes.overwriteLength(at: 0)
    }
}

extension BSONDocument: ExpressibleByDictionaryLiteral {
    /// A document with these fields, in this order.
    package init(dictionaryLiteral elements: (String, BSONValue)...) {
        self.init(elements)
    }
}

extension BSONValue {
    /// The byte before the value.
    fileprivate var kind: BSONKind {
        switch self {
        case .text: .text
        case .int: .int64
        case .bool: .bool
        case .bytes: .binary
        case .document: .document
        case .array: .array
        case .null: .null
        case .double: .double
        case .timestamp: .timestamp
        case .objectID: .objectID
        }
    }

    fileprivate func write(to bytes: inout [UInt8]) {
        switch self {
        case .text(let text):
            let start = bytes.count
            bytes.append(contentsOf: [0, 0, 0, 0])
            bytes.append(contentsOf: text.utf8)
            bytes.append(0)
            bytes.overwrite(UInt32(bytes.count - start - 4), at: start)
        case .int(let number): bytes.appendLittleEndian(UInt64(bitPattern: number))
        case .bool(let value): bytes.append(value ? 1 : 0)
        case .bytes(let value):
            bytes.appendLittleEndian(UInt32(value.count))
            bytes.append(0)
            bytes.append(contentsOf: value)
        case .document(let document): bytes.append(contentsOf: document.bytes)
        case .array(let values):
            let start = bytes.count
            bytes.append(contentsOf: [0, 0, 0, 0])
            for (index, value) in values.enumerated() {
                bytes.append(value.kind.rawValue)
                bytes.append(contentsOf: String(index).utf8)
                bytes.append(0)
                value.write(to: &bytes)
            }
            bytes.append(0)
            bytes.overwriteLength(at: start)
        case .null: break
        case .double(let number): bytes.appendLittleEndian(number.bitPattern)
        case .timestamp(let time): bytes.appendLittleEndian(time)
        case .objectID(let name): bytes.append(contentsOf: name)
        }
    }
}

extension [UInt8] {
    fileprivate mutating func appendLittleEndian(_ number: some FixedWidthInteger) {
        Swift.withUnsafeBytes(of: number.littleEndian) { append(contentsOf: $0) }
    }

    fileprivate mutating func overwrite(_ number: UInt32, at start: Int) {
        Swift.withUnsafeBytes(of: number.littleEndian) { replaceSubrange(start..<start + 4, with: $0) }
    }

    /// Writes the length of a document that goes from there to the end.
    fileprivate mutating func overwriteLength(at start: Int) {
        overwrite(UInt32(count - start), at: start)
    }
}
