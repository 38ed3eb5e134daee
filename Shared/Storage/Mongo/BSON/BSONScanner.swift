/// Goes through the bytes of a document, field by field, and believes no length in it.
struct BSONScanner {
    /// A field that has been found, not yet read.
    struct Field {
        let name: Range<Int>
        let kind: BSONKind
        let value: Range<Int>
    }

    let bytes: [UInt8]
    private var position = 4

    /// - Throws: `StoreError.corrupted` if the bytes are no document.
    init(_ document: BSONDocument) throws(StoreError) {
        bytes = document.bytes
        guard bytes.count >= 5, bytes.last == 0, try length(at: 0) == bytes.count else { throw .corrupted }
    }

    /// The next field; nil at the end of the document.
    ///
    /// - Throws: `StoreError.corrupted`.
    mutating func next() throws(StoreError) -> Field? {
        let end = bytes.count - 1
        guard position < end else { return nil }
        guard let kind = BSONKind(rawValue: bytes[position]) else { throw .corrupted }
        let name = position + 1..<(try zero(from: position + 1))
        let start = name.upperBound + 1
        let size = try size(of: kind, at: start)
        guard size >= 0, size <= end - start else { throw .corrupted }
        position = start + size
        return Field(name: name, kind: kind, value: start..<position)
    }

    /// Reads a field's value.
    ///
    /// - Throws: `StoreError.corrupted` for one that is not well formed, or of a kind that is never written.
    func value(of field: Field) throws(StoreError) -> BSONValue {
        let start = field.value.lowerBound
        switch field.kind {
        case .text:
            guard bytes[field.value.upperBound - 1] == 0,
                let text = String(validating: bytes[start + 4..<field.value.upperBound - 1], as: UTF8.self)
            else { throw .corrupted }
            return .text(text)
        case .int32: return .int(Int64(Int32(truncatingIfNeeded: try number(at: start, size: 4))))
        case .int64: return .int(Int64(bitPattern: try number(at: start, size: 8)))
        case .bool: return .bool(bytes[start] != 0)
        case .binary: return .bytes(Array(bytes[start + 5..<field.value.upperBound]))
        case .document: return .document(BSONDocument(bytes: Array(bytes[field.value])))
        case .array: return .array(try BSONDocument(bytes: Array(bytes[field.value])).values())
        case .null: return .null
        case .double: return .double(Double(bitPattern: try number(at: start, size: 8)))
        case .timestamp: return .timestamp(try number(at: start, size: 8))
        case .objectID: return .objectID(Array(bytes[field.value]))
        default: throw .corrupted
        }
    }

    private func size(of kind: BSONKind, at start: Int) throws(StoreError) -> Int {
        switch kind {
        case .double, .date, .timestamp, .int64: return 8
        case .int32: return 4
        case .bool: return 1
        case .objectID: return 12
        case .decimal: return 16
        case .undefined, .null, .minimum, .maximum: return 0
        case .text, .code, .symbol: return 4 + (try atLeast(1, length(at: start)))
        case .document, .array: return try atLeast(5, length(at: start))
        case .scopedCode: return try atLeast(14, length(at: start))
        case .binary: return 5 + (try length(at: start))
        case .pointer: return 4 + (try length(at: start)) + 12
        case .regularExpression: return try zero(from: zero(from: start) + 1) + 1 - start
        }
    }

    private func atLeast(_ least: Int, _ length: Int) throws(StoreError) -> Int {
        guard length >= least else { throw .corrupted }
        return length
    }

    /// The length that is written there, at least 0.
    private func length(at start: Int) throws(StoreError) -> Int {
        try atLeast(0, Int(Int32(truncatingIfNeeded: try number(at: start, size: 4))))
    }

    private func number(at start: Int, size: Int) throws(StoreError) -> UInt64 {
        guard start >= 0, size <= bytes.count - start else { throw .corrupted }
        var number: UInt64 = 0
        for index in (start..<start + size).reversed() { number = number << 8 | UInt64(bytes[index]) }
        return number
    }

    /// Where the next zero byte is, before the document's last.
    private func zero(from start: Int) throws(StoreError) -> Int {
        guard start < bytes.count - 1, let zero = bytes[start..<bytes.count - 1].firstIndex(of: 0) else {
            throw .corrupted
        }
        return zero
    }
}
