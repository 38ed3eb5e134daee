/// The six kinds of JSON value.
package enum JSONKind: Sendable, Hashable, CaseIterable {
    case object, array, string, number, bool, null

    /// The kind of value that begins with a byte; nil when none does.
    @inline(__always)
    init?(startingWith byte: UInt8) {
        switch byte {
        case .openBrace: self = .object
        case .openBracket: self = .array
        case .quote: self = .string
        case .minus, .zero ... .nine: self = .number
        case UInt8(ascii: "t"), UInt8(ascii: "f"): self = .bool
        case UInt8(ascii: "n"): self = .null
        default: return nil
        }
    }
}

/// The bytes that the grammar names.
extension UInt8 {
    static let openBrace = UInt8(ascii: "{")
    static let closeBrace = UInt8(ascii: "}")
    static let openBracket = UInt8(ascii: "[")
    static let closeBracket = UInt8(ascii: "]")
    static let comma = UInt8(ascii: ",")
    static let colon = UInt8(ascii: ":")
    static let quote = UInt8(ascii: "\"")
    static let backslash = UInt8(ascii: "\\")
    static let minus = UInt8(ascii: "-")
    static let plus = UInt8(ascii: "+")
    static let point = UInt8(ascii: ".")
    static let zero = UInt8(ascii: "0")
    static let nine = UInt8(ascii: "9")

    /// Whether the grammar counts this byte as whitespace.
    var isJSONWhitespace: Bool {
        self == 0x20 || self == 0x0A || self == 0x0D || self == 0x09
    }

    /// Whether this byte is one of `0` to `9`.
    var isDigit: Bool {
        self &- .zero < 10
    }

    /// The value of a hexadecimal digit; nil for any other byte.
    var hexValue: UInt32? {
        switch self {
        case .zero ... .nine: UInt32(self &- .zero)
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(self &- UInt8(ascii: "a") &+ 10)
        case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(self &- UInt8(ascii: "A") &+ 10)
        default: nil
        }
    }
}
