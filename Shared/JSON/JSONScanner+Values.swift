/// Typed reads.
extension JSONScanner {
    /// Reads a string, its escapes decoded.
    ///
    /// - Throws: `typeMismatch` for another kind of value.
    package mutating func string() throws(JSONError) -> String {
        try begin(.string)
        let content = try scanString()
        place = .valued
        guard content.isEscaped else { return String(decoding: bytes[content.range], as: UTF8.self) }
        return String(decoding: unescaped(content.range), as: UTF8.self)
    }

    /// Reads a string as the UTF-8 bytes of its decoded text.
    ///
    /// - Throws: `typeMismatch` for another kind of value.
    package mutating func utf8() throws(JSONError) -> [UInt8] {
        try begin(.string)
        let content = try scanString()
        place = .valued
        return content.isEscaped ? unescaped(content.range) : [UInt8](bytes[content.range])
    }

    /// Reads a string to compare with literals, as an object key is.
    ///
    /// - Throws: `typeMismatch` for another kind of value.
    package mutating func keyword() throws(JSONError) -> JSONKey {
        try begin(.string)
        let content = try scanString()
        place = .valued
        return key(content)
    }

    /// Reads an integer; any spelling of an integral value counts, such as `1.0` or `1e3`.
    ///
    /// - Throws: `typeMismatch` for another kind of value, `numberOutOfRange` for a fraction or a value beyond `Int64`.
    package mutating func int() throws(JSONError) -> Int64 {
        try begin(.number)
        let start = position
        let isPlain = try scanNumber()
        place = .valued
        let digits = UnsafeRawBufferPointer(rebasing: bytes[start..<position])
        if isPlain, let value = JSONNumber.shortInteger(digits) { return value }
        guard let value = JSONNumber(digits).integer else { throw JSONError(.numberOutOfRange, at: start) }
        return value
    }

    /// Reads an integer of a narrower type.
    ///
    /// - Throws: `typeMismatch` for another kind of value, `numberOutOfRange` for a fraction or a value that does not fit.
    package mutating func int<Integer: FixedWidthInteger>(as type: Integer.Type) throws(JSONError) -> Integer {
        let start = position
        guard let value = Integer(exactly: try int()) else { throw JSONError(.numberOutOfRange, at: start) }
        return value
    }

    /// Reads a number as the nearest `Double`.
    ///
    /// - Throws: `typeMismatch` for another kind of value, `numberOutOfRange` beyond the finite range.
    package mutating func double() throws(JSONError) -> Double {
        try begin(.number)
        let start = position
        _ = try scanNumber()
        place = .valued
        guard let value = Double(String(decoding: bytes[start..<position], as: UTF8.self)), value.isFinite else {
            throw JSONError(.numberOutOfRange, at: start)
        }
        return value
    }

    /// Reads `true` or `false`.
    ///
    /// - Throws: `typeMismatch` for another kind of value.
    package mutating func bool() throws(JSONError) -> Bool {
        try begin(.bool)
        let value = current == UInt8(ascii: "t")
        try skip()
        return value
    }

    /// Reads a `null` if that is what comes next.
    ///
    /// - Returns: Whether it was; if not, the value is still to be read.
    package mutating func null() throws(JSONError) -> Bool {
        guard place == .value else { throw misplaced() }
        skipWhitespace()
        guard current == UInt8(ascii: "n") else { return false }
        try skip()
        return true
    }

    /// Cuts out the next value, whatever it is, as validated bytes.
    package mutating func raw() throws(JSONError) -> RawJSON {
        _ = try peek()
        let start = position
        try skip()
        return RawJSON(trusting: [UInt8](bytes[start..<position]))
    }
}
