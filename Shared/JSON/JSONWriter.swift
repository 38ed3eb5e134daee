/// Appends compact JSON to a byte array.
///
/// Commas take care of themselves; that begins and ends match, and that every key is followed by one value, is up to
/// the caller. Nothing is escaped that RFC 8259 does not demand.
///
/// ```swift
/// var writer = JSONWriter()
/// writer.beginObject()
/// writer.field("code", 200)
/// writer.field("text", ifPresent: text)
/// writer.endObject()
/// ```
package struct JSONWriter: Sendable {
    /// The text written so far.
    package private(set) var bytes: [UInt8]
    /// Whether the next key or value stands after another one.
    private var needsComma = false

    /// Creates an empty writer.
    ///
    /// - Parameter capacity: Bytes to reserve.
    package init(capacity: Int = 256) {
        bytes = []
        bytes.reserveCapacity(capacity)
    }

    /// Begins an object.
    package mutating func beginObject() {
        open(.openBrace)
    }

    /// Ends the object begun last.
    package mutating func endObject() {
        close(.closeBrace)
    }

    /// Begins an array.
    package mutating func beginArray() {
        open(.openBracket)
    }

    /// Ends the array begun last.
    package mutating func endArray() {
        close(.closeBracket)
    }

    /// Writes a key that is fixed in the code and needs no escaping.
    package mutating func key(_ key: StaticString) {
        separate()
        bytes.append(.quote)
        key.withUTF8Buffer { bytes.append(contentsOf: $0) }
        bytes.append(.quote)
        bytes.append(.colon)
        needsComma = false
    }

    /// Writes a key that is known only at run time.
    package mutating func key(naming key: String) {
        separate()
        appendQuoted(key)
        bytes.append(.colon)
        needsComma = false
    }

    /// Writes a string.
    package mutating func string(_ value: String) {
        separate()
        appendQuoted(value)
        needsComma = true
    }

    /// Writes an integer of 64 bits at most.
    package mutating func int(_ value: some FixedWidthInteger) {
        separate()
        appendDecimal(value)
        needsComma = true
    }

    /// Writes `true` or `false`.
    package mutating func bool(_ value: Bool) {
        literal(value ? "true" : "false")
    }

    /// Writes `null`.
    package mutating func null() {
        literal("null")
    }

    /// Writes a value as the bytes it is.
    package mutating func raw(_ value: RawJSON) {
        separate()
        bytes.append(contentsOf: value.bytes)
        needsComma = true
    }

    /// Writes the members of another object into the one begun last.
    ///
    /// - Parameter object: An object, written without whitespace around its members.
    package mutating func members(of object: RawJSON) {
        let inside = object.bytes.dropFirst().dropLast()
        guard !inside.isEmpty else { return }
        separate()
        bytes.append(contentsOf: inside)
        needsComma = true
    }

    /// Writes a time as a string; see `Timestamp`.
    ///
    /// - Parameter milliseconds: Since 1970, UTC.
    package mutating func timestamp(_ milliseconds: Int64) {
        separate()
        bytes.append(.quote)
        Timestamp.append(milliseconds, to: &bytes)
        bytes.append(.quote)
        needsComma = true
    }

    /// Writes one complete value whose text is fixed in the code.
    package mutating func literal(_ json: StaticString) {
        separate()
        json.withUTF8Buffer { bytes.append(contentsOf: $0) }
        needsComma = true
    }

    private mutating func open(_ byte: UInt8) {
        separate()
        bytes.append(byte)
        needsComma = false
    }

    private mutating func close(_ byte: UInt8) {
        bytes.append(byte)
        needsComma = true
    }

    @inline(__always)
    private mutating func separate() {
        if needsComma { bytes.append(.comma) }
    }

    private mutating func appendDecimal(_ value: some FixedWidthInteger) {
        if value < 0 { bytes.append(.minus) }
        // 20 digits hold every integer of 64 bits, the widest that JSON text is made of here.
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { digits in
            var start = digits.count
            var rest = UInt64(truncatingIfNeeded: value.magnitude)
            repeat {
                start -= 1
                digits.initializeElement(at: start, to: .zero &+ UInt8(truncatingIfNeeded: rest % 10))
                rest /= 10
            } while rest != 0
            bytes.append(contentsOf: digits[start...])
        }
    }

    private mutating func appendQuoted(_ value: String) {
        bytes.append(.quote)
        var value = value
        value.withUTF8 { Self.appendEscaped($0, to: &bytes) }
        bytes.append(.quote)
    }

    /// Appends text, copying what needs no escape in runs.
    private static func appendEscaped(_ text: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8]) {
        var runStart = 0
        for index in text.indices {
            let byte = text[index]
            guard byte < 0x20 || byte == .quote || byte == .backslash else { continue }
            bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[runStart..<index]))
            runStart = index &+ 1
            bytes.append(.backslash)
            switch byte {
            case .quote, .backslash: bytes.append(byte)
            case 0x08: bytes.append(UInt8(ascii: "b"))
            case 0x09: bytes.append(UInt8(ascii: "t"))
            case 0x0A: bytes.append(UInt8(ascii: "n"))
            case 0x0C: bytes.append(UInt8(ascii: "f"))
            case 0x0D: bytes.append(UInt8(ascii: "r"))
            default:
                bytes.append(contentsOf: "u00".utf8)
                bytes.append(.zero &+ byte >> 4)
                let low = byte & 0x0F
                bytes.append(low < 10 ? .zero &+ low : UInt8(ascii: "a") &+ low &- 10)
            }
        }
        bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[runStart...]))
    }
}
