/// Strings: validation in place, decoding only when asked for.
extension JSONScanner {
    /// Where the text of a string lies, and whether it has to be decoded.
    struct StringContent {
        let range: Range<Int>
        let isEscaped: Bool
    }

    /// Validates the string at the position and moves past its closing quote.
    mutating func scanString() throws(JSONError) -> StringContent {
        try expect(.quote)
        let start = position
        var isEscaped = false
        while true {
            skipPlainText()
            guard let byte = current else { throw misplaced() }
            switch byte {
            case .quote:
                position &+= 1
                return StringContent(range: start..<position &- 1, isEscaped: isEscaped)
            case .backslash:
                isEscaped = true
                try skipEscape()
            case 0x80...:
                try skipMultibyte()
            default:
                throw JSONError(.controlCharacter, at: position)
            }
        }
    }

    /// The text of a scanned string as a key.
    func key(_ content: StringContent) -> JSONKey {
        guard content.isEscaped else { return JSONKey(UnsafeRawBufferPointer(rebasing: bytes[content.range])) }
        return unescaped(content.range).withUnsafeBytes { JSONKey($0) }
    }

    /// Moves to the next quote, backslash, control byte or byte beyond ASCII, eight bytes at a time.
    @inline(__always)
    private mutating func skipPlainText() {
        let ones: UInt64 = 0x0101_0101_0101_0101
        while position &+ 8 <= bytes.count {
            let word = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self))
            let quotes = word ^ (ones &* UInt64(UInt8.quote))
            let backslashes = word ^ (ones &* UInt64(UInt8.backslash))
            // A subtraction sets the top bit of a byte that is too small. It may borrow from the bytes above, but
            // those come later in the text, and only the first mark is used.
            let marks =
                ((quotes &- ones) & ~quotes) | ((backslashes &- ones) & ~backslashes)
                | (word &- (ones &* 0x20)) | word
            let found = marks & (ones &* 0x80)
            guard found == 0 else {
                position &+= found.trailingZeroBitCount / 8
                return
            }
            position &+= 8
        }
        while let byte = current, byte >= 0x20, byte < 0x80, byte != .quote, byte != .backslash { position &+= 1 }
    }

    private mutating func skipEscape() throws(JSONError) {
        let start = position
        position &+= 1
        switch current {
        case UInt8(ascii: "u")?:
            position &+= 1
            let unit = try skipHexUnit(ofEscapeAt: start)
            guard unit & 0xF800 == 0xD800 else { return }
            guard unit < 0xDC00 else { throw JSONError(.loneSurrogate, at: start) }
            guard try skipByte(.backslash), try skipByte(UInt8(ascii: "u")),
                try skipHexUnit(ofEscapeAt: start) & 0xFC00 == 0xDC00
            else { throw JSONError(.loneSurrogate, at: start) }
        case let byte?:
            guard Self.unescapedByte(byte) != nil else { throw JSONError(.invalidEscape, at: start) }
            position &+= 1
        case nil:
            throw misplaced()
        }
    }

    /// Moves over a byte if it is the one at the position.
    private mutating func skipByte(_ byte: UInt8) throws(JSONError) -> Bool {
        guard let current else { throw misplaced() }
        guard current == byte else { return false }
        position &+= 1
        return true
    }

    private mutating func skipHexUnit(ofEscapeAt start: Int) throws(JSONError) -> UInt32 {
        var unit: UInt32 = 0
        for _ in 0..<4 {
            guard let byte = current else { throw misplaced() }
            guard let digit = byte.hexValue else { throw JSONError(.invalidEscape, at: start) }
            unit = unit << 4 | digit
            position &+= 1
        }
        return unit
    }

    /// Moves over one code point of two to four bytes.
    private mutating func skipMultibyte() throws(JSONError) {
        let start = position
        guard let sequence = UTF8Text.Sequence(lead: bytes[start]) else { throw JSONError(.invalidUTF8, at: start) }
        position &+= 1
        for index in 0..<sequence.following {
            guard let byte = current else { throw misplaced() }
            guard index == 0 ? sequence.second.contains(byte) : byte & 0xC0 == 0x80 else {
                throw JSONError(.invalidUTF8, at: start)
            }
            position &+= 1
        }
    }

    /// The UTF-8 of a validated text with its escapes decoded.
    func unescaped(_ range: Range<Int>) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(range.count)
        var index = range.lowerBound
        while index < range.upperBound {
            guard bytes[index] == .backslash else {
                text.append(bytes[index])
                index &+= 1
                continue
            }
            if let byte = Self.unescapedByte(bytes[index &+ 1]) {
                text.append(byte)
                index &+= 2
                continue
            }
            var scalar = hexUnit(at: index &+ 2)
            index &+= 6
            if scalar & 0xF800 == 0xD800 {
                scalar = 0x10000 &+ (scalar & 0x3FF) << 10 &+ (hexUnit(at: index &+ 2) & 0x3FF)
                index &+= 6
            }
            text.append(contentsOf: UTF8.encode(Unicode.Scalar(scalar) ?? "\u{FFFD}") ?? .init())
        }
        return text
    }

    private func hexUnit(at index: Int) -> UInt32 {
        bytes[index..<index &+ 4].reduce(0) { $0 << 4 | ($1.hexValue ?? 0) }
    }

    /// What the letter of a two-byte escape stands for; nil for `u` and for anything that is no escape.
    private static func unescapedByte(_ letter: UInt8) -> UInt8? {
        switch letter {
        case .quote, .backslash, UInt8(ascii: "/"): letter
        case UInt8(ascii: "b"): 0x08
        case UInt8(ascii: "f"): 0x0C
        case UInt8(ascii: "n"): 0x0A
        case UInt8(ascii: "r"): 0x0D
        case UInt8(ascii: "t"): 0x09
        default: nil
        }
    }
}
