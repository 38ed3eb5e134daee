/// Names made of a prefix of three letters and one or two numbers: the numbers' little-endian bytes in unpadded URL-safe
/// base64 (RFC 4648, section 5).
///
/// Written and read for every message several times, so without an array in between.
enum NumberText {
    /// Writes a name of one number.
    static func name(_ prefix: StaticString, _ number: UInt64) -> String {
        String(unsafeUninitializedCapacity: 14) { text in
            var writer = Writer(text, prefix)
            writer.write(number)
            return writer.end()
        }
    }

    /// Writes a name of two numbers.
    static func name(_ prefix: StaticString, _ first: UInt64, _ second: UInt64) -> String {
        String(unsafeUninitializedCapacity: 25) { text in
            var writer = Writer(text, prefix)
            writer.write(first)
            writer.write(second)
            return writer.end()
        }
    }

    /// Reads a name of one number; nil for another prefix, and unless the number is in canonical form, so that one value
    /// has one text.
    static func number(in text: String, after prefix: StaticString) -> UInt64? {
        read(8, in: text, after: prefix)?.first
    }

    /// Reads a name of two numbers; nil for another prefix, and unless the numbers are in canonical form.
    static func numbers(in text: String, after prefix: StaticString) -> (UInt64, UInt64)? {
        read(16, in: text, after: prefix).map { ($0.first, $0.second) }
    }

    /// Takes so many bytes, and no bit more, out of text.
    private static func read(_ count: Int, in text: String, after prefix: StaticString) -> Reader? {
        let start = prefix.utf8CodeUnitCount
        // The length alone tells most names from others.
        guard text.utf8.count == start + (count * 8 + 5) / 6 else { return nil }
        var text = text
        return text.withUTF8 { characters in
            guard prefix.withUTF8Buffer({ characters.starts(with: $0) }) else { return nil }
            return Reader(UnsafeBufferPointer(rebasing: characters[start...]))
        }
    }

    /// Puts bytes into text, six bits a character.
    private struct Writer {
        private let text: UnsafeMutableBufferPointer<UInt8>
        private var count: Int
        private var buffer: UInt32 = 0
        private var bits: UInt32 = 0

        init(_ text: UnsafeMutableBufferPointer<UInt8>, _ prefix: StaticString) {
            self.text = text
            count = prefix.withUTF8Buffer { text.initialize(fromContentsOf: $0) }
        }

        mutating func write(_ number: UInt64) {
            for place in 0..<8 {
                buffer = buffer << 8 | UInt32(truncatingIfNeeded: number >> (8 * place)) & 0xff
                bits += 8
                while bits >= 6 {
                    bits -= 6
                    append(buffer >> bits)
                }
            }
        }

        mutating func end() -> Int {
            if bits > 0 { append(buffer << (6 - bits)) }
            return count
        }

        private mutating func append(_ value: UInt32) {
            text[count] = NumberText.character(UInt8(truncatingIfNeeded: value) & 63)
            count += 1
        }
    }

    /// Takes bytes out of text.
    private struct Reader {
        private(set) var first: UInt64 = 0
        private(set) var second: UInt64 = 0

        /// Nil for other characters, and for bits after the last byte.
        init?(_ text: UnsafeBufferPointer<UInt8>) {
            var buffer: UInt32 = 0
            var bits: UInt32 = 0
            var shift: UInt64 = 0
            for character in text {
                guard let value = NumberText.value(of: character) else { return nil }
                buffer = buffer << 6 | UInt32(value)
                bits += 6
                guard bits >= 8 else { continue }
                bits -= 8
                let byte = UInt64(buffer >> bits & 0xff)
                if shift < 64 { first |= byte << shift } else { second |= byte << (shift - 64) }
                shift += 8
            }
            guard buffer & (1 << bits - 1) == 0 else { return nil }
        }
    }

    private static func character(_ value: UInt8) -> UInt8 {
        switch value {
        case 0..<26: UInt8(ascii: "A") + value
        case 26..<52: UInt8(ascii: "a") + value - 26
        case 52..<62: UInt8(ascii: "0") + value - 52
        case 62: UInt8(ascii: "-")
        default: UInt8(ascii: "_")
        }
    }

    private static func value(of character: UInt8) -> UInt8? {
        switch character {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): character - UInt8(ascii: "A")
        case UInt8(ascii: "a")...UInt8(ascii: "z"): character - UInt8(ascii: "a") + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): character - UInt8(ascii: "0") + 52
        case UInt8(ascii: "-"): 62
        case UInt8(ascii: "_"): 63
        default: nil
        }
    }
}
