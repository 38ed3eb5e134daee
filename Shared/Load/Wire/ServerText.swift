#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Finds the few fields of a server's JSON text that load counts by, without decoding anything.
///
/// The text is the server's: what is not JSON gives nil or false, never a crash.
struct ServerText {
    /// What a text is about: the name of its one payload.
    enum Kind: Equatable {
        case ctrl, data, meta, pres, info
    }

    /// The whole text.
    let bytes: UnsafeRawBufferPointer

    /// The payload of a text that is written as servers write them: no space, nothing before it.
    ///
    /// It is not looked at to its end, for that would be done twice.
    @inline(__always)
    var plainPayload: (kind: Kind, start: Int)? {
        guard bytes.count > 9, bytes[0] == UInt8(ascii: "{"), bytes[1] == UInt8(ascii: "\""),
            bytes[6] == UInt8(ascii: "\""), bytes[7] == UInt8(ascii: ":"), bytes[8] == UInt8(ascii: "{"),
            let kind = kind(2..<6)
        else { return nil }
        return (kind, 8)
    }

    /// Looks at the payload.
    ///
    /// - Parameter body: Gets the kind and where the payload's object begins; other members are passed over.
    /// - Returns: Whether it was one JSON object.
    @inline(__always)
    func payload(_ body: (Kind, Int) -> Void) -> Bool {
        var start = 0
        skipSpace(&start)
        return eachMember(at: start) { key, value in
            guard let kind = kind(key) else { return true }
            body(kind, value.lowerBound)
            return true
        }
    }

    /// Goes through the members of an object.
    ///
    /// - Parameters:
    ///   - start: Where its brace is.
    ///   - body: Gets where the key is, without quotes, and where the value is; false stops.
    /// - Returns: Whether it was an object, as far as it was looked at.
    @inline(__always)
    func eachMember(at start: Int, _ body: (_ key: Range<Int>, _ value: Range<Int>) -> Bool) -> Bool {
        var place = start
        guard place < bytes.count, bytes[place] == UInt8(ascii: "{") else { return false }
        place += 1
        skipSpace(&place)
        guard place < bytes.count else { return false }
        if bytes[place] == UInt8(ascii: "}") { return true }
        while true {
            guard place < bytes.count, bytes[place] == UInt8(ascii: "\""), let keyEnd = stringEnd(from: place) else {
                return false
            }
            let key = place + 1..<keyEnd - 1
            place = keyEnd
            skipSpace(&place)
            guard place < bytes.count, bytes[place] == UInt8(ascii: ":") else { return false }
            place += 1
            skipSpace(&place)
            guard let end = valueEnd(from: place) else { return false }
            guard body(key, place..<end) else { return true }
            place = end
            skipSpace(&place)
            guard place < bytes.count else { return false }
            if bytes[place] == UInt8(ascii: "}") { return true }
            guard bytes[place] == UInt8(ascii: ",") else { return false }
            place += 1
            skipSpace(&place)
        }
    }

    /// Whether a range holds exactly this text.
    @inline(__always)
    func holds(_ range: Range<Int>, _ text: StaticString) -> Bool {
        guard range.count == text.utf8CodeUnitCount, let base = bytes.baseAddress else { return false }
        return memcmp(base + range.lowerBound, text.utf8Start, range.count) == 0
    }

    /// Whether a range holds exactly these bytes.
    @inline(__always)
    func holds(_ range: Range<Int>, _ text: [UInt8]) -> Bool {
        guard range.count == text.count, let base = bytes.baseAddress else { return false }
        return text.withUnsafeBytes { wanted in
            guard let start = wanted.baseAddress else { return true }
            return memcmp(base + range.lowerBound, start, range.count) == 0
        }
    }

    /// What is between the quotes of a string; nil when the value is none.
    @inline(__always)
    func inside(_ value: Range<Int>) -> Range<Int>? {
        guard value.count >= 2, bytes[value.lowerBound] == UInt8(ascii: "\"") else { return nil }
        return value.lowerBound + 1..<value.upperBound - 1
    }

    /// A number without sign, fraction or exponent, below 10^18; nil for anything else.
    @inline(__always)
    func number(_ value: Range<Int>) -> Int64? {
        guard !value.isEmpty, value.count <= 18 else { return nil }
        var number: Int64 = 0
        for byte in bytes[value] {
            let digit = byte &- UInt8(ascii: "0")
            guard digit <= 9 else { return nil }
            number = number * 10 + Int64(digit)
        }
        return number
    }

    @inline(__always)
    private func kind(_ key: Range<Int>) -> Kind? {
        guard key.count == 4 else { return nil }
        if holds(key, "data") { return .data }
        if holds(key, "ctrl") { return .ctrl }
        if holds(key, "pres") { return .pres }
        if holds(key, "info") { return .info }
        return holds(key, "meta") ? .meta : nil
    }

    @inline(__always)
    private func skipSpace(_ place: inout Int) {
        while place < bytes.count, bytes[place] <= 0x20 { place += 1 }
    }

    /// The offset behind a string that begins at its quote.
    @inline(__always)
    private func stringEnd(from start: Int) -> Int? {
        guard let base = bytes.baseAddress else { return nil }
        var place = start + 1
        while place < bytes.count {
            guard let found = memchr(base + place, Int32(UInt8(ascii: "\"")), bytes.count - place) else { return nil }
            let quote = UnsafeRawPointer(found) - base
            var slashes = 0
            while bytes[quote - 1 - slashes] == UInt8(ascii: "\\") { slashes += 1 }
            place = quote + 1
            if slashes % 2 == 0 { return place }
        }
        return nil
    }

    /// The offset behind a value.
    @inline(__always)
    private func valueEnd(from start: Int) -> Int? {
        guard start < bytes.count else { return nil }
        switch bytes[start] {
        case UInt8(ascii: "\""): return stringEnd(from: start)
        case UInt8(ascii: "{"), UInt8(ascii: "["): return nestedEnd(from: start)
        default:
            var place = start
            while place < bytes.count, !Self.endsLiteral(bytes[place]) { place += 1 }
            return place > start ? place : nil
        }
    }

    private func nestedEnd(from start: Int) -> Int? {
        var depth = 0
        var place = start
        while place < bytes.count {
            switch bytes[place] {
            case UInt8(ascii: "\""):
                guard let end = stringEnd(from: place) else { return nil }
                place = end
                continue
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                depth -= 1
                if depth == 0 { return place + 1 }
            default: break
            }
            place += 1
        }
        return nil
    }

    private static func endsLiteral(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: ",") || byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]") || byte <= 0x20
    }
}
