/// Base64 (RFC 4648) as the client protocol uses it: the standard alphabet with padding for secrets and tokens, the
/// URL-safe one for API keys.
enum Base64 {
    /// Which characters stand for the last two values.
    enum Alphabet: Sendable {
        case standard, urlSafe

        fileprivate var last: (UInt8, UInt8) {
            switch self {
            case .standard: (UInt8(ascii: "+"), UInt8(ascii: "/"))
            case .urlSafe: (UInt8(ascii: "-"), UInt8(ascii: "_"))
            }
        }
    }

    private static let padding = UInt8(ascii: "=")
    private static let common = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789".utf8)

    /// Encodes bytes, with padding.
    static func encode(_ bytes: some Collection<UInt8>, _ alphabet: Alphabet = .standard) -> String {
        let characters = common + [alphabet.last.0, alphabet.last.1]
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count + 2) / 3 * 4)
        var buffer: UInt32 = 0
        var bits: UInt32 = 0
        for byte in bytes {
            buffer = buffer << 8 | UInt32(byte)
            bits += 8
            while bits >= 6 {
                bits -= 6
                text.append(characters[Int(buffer >> bits & 63)])
            }
        }
        if bits > 0 {
            text.append(characters[Int(buffer << (6 - bits) & 63)])
        }
        while !text.count.isMultiple(of: 4) { text.append(padding) }
        return String(decoding: text, as: UTF8.self)
    }

    /// Decodes text that must have its padding; nil if it is not base64.
    ///
    /// Bits of the last character that encode nothing are not looked at.
    static func decode(_ text: some Collection<UInt8>, _ alphabet: Alphabet = .standard) -> [UInt8]? {
        guard text.count.isMultiple(of: 4) else { return nil }
        let digits = Array(text).dropLast(while: { $0 == padding })
        guard text.count - digits.count <= 2 else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(digits.count * 3 / 4)
        var buffer: UInt32 = 0
        var bits: UInt32 = 0
        for character in digits {
            guard let value = value(of: character, alphabet) else { return nil }
            buffer = buffer << 6 | value
            bits += 6
            if bits >= 8 {
                bits -= 8
                bytes.append(UInt8(truncatingIfNeeded: buffer >> bits))
            }
        }
        return bytes
    }

    private static func value(of character: UInt8, _ alphabet: Alphabet) -> UInt32? {
        switch character {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(character - UInt8(ascii: "A"))
        case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(character - UInt8(ascii: "a")) + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(character - UInt8(ascii: "0")) + 52
        case alphabet.last.0: 62
        case alphabet.last.1: 63
        default: nil
        }
    }
}

extension Array<UInt8> {
    fileprivate func dropLast(while predicate: (UInt8) -> Bool) -> ArraySlice<UInt8> {
        prefix(lastIndex { !predicate($0) }.map { $0 + 1 } ?? 0)
    }
}
