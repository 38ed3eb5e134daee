/// Reads the words of a settings file, and knows the line it is on.
struct SettingFileScanner {
    private let bytes: [UInt8]
    private var offset = 0
    private var lineStart = 0

    /// The line of the next word, from 1.
    private(set) var line = 1

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        skipSpace()
    }

    var isAtEnd: Bool { offset == bytes.count }

    func isNext(_ character: Unicode.Scalar) -> Bool {
        offset < bytes.count && bytes[offset] == UInt8(ascii: character)
    }

    /// Goes past one character of punctuation if it is next.
    mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard isNext(character) else { return false }
        offset += 1
        skipSpace()
        return true
    }

    mutating func expect(_ character: Unicode.Scalar, _ problem: String) throws(SettingFile.SyntaxError) {
        guard take(character) else { throw error(problem) }
    }

    func error(_ problem: String) -> SettingFile.SyntaxError {
        SettingFile.SyntaxError(line: line, column: offset - lineStart + 1, problem: problem)
    }

    /// A string, a number or a boolean as text; nil for `null`.
    mutating func scalar() throws(SettingFile.SyntaxError) -> String? {
        if isNext("\"") { return try string(or: "a value") }
        let rest = bytes[offset...].prefix { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."):
                true
            default: false
            }
        }
        let word = String(decoding: rest, as: UTF8.self)
        let isNumber = word.first == "-" || word.first?.isNumber == true
        guard ["true", "false", "null"].contains(word) || (isNumber && Double(word) != nil) else {
            throw error("here should be a string in double quotes, a number, true, false or null")
        }
        offset += rest.count
        skipSpace()
        return word == "null" ? nil : word
    }

    /// Text in double quotes.
    mutating func string(or expected: String) throws(SettingFile.SyntaxError) -> String {
        guard isNext("\"") else { throw error("here should be \(expected)") }
        offset += 1
        var text: [UInt8] = []
        while offset < bytes.count, bytes[offset] != UInt8(ascii: "\"") {
            guard bytes[offset] >= 0x20 else { throw error("a string ends on the line where it begins") }
            if bytes[offset] == UInt8(ascii: "\\") {
                text.append(contentsOf: String(try escape()).utf8)
            } else {
                text.append(bytes[offset])
                offset += 1
            }
        }
        guard isNext("\"") else { throw error("the closing double quote is missing") }
        guard let result = String(validating: text, as: UTF8.self) else { throw error("the text is not UTF-8") }
        offset += 1
        skipSpace()
        return result
    }

    private mutating func escape() throws(SettingFile.SyntaxError) -> Unicode.Scalar {
        let simple: [Unicode.Scalar: Unicode.Scalar] = [
            "\"": "\"", "\\": "\\", "/": "/", "b": "\u{8}", "f": "\u{C}", "n": "\n", "r": "\r", "t": "\t",
        ]
        guard offset + 1 < bytes.count else { throw error("the closing double quote is missing") }
        if let scalar = simple[Unicode.Scalar(bytes[offset + 1])] {
            offset += 2
            return scalar
        }
        let high = try codeUnit()
        if let scalar = Unicode.Scalar(high) { return scalar }
        let low = try codeUnit()
        guard (0xD800..<0xDC00).contains(high), (0xDC00..<0xE000).contains(low),
            let scalar = Unicode.Scalar(0x10000 + (UInt32(high) - 0xD800) << 10 + (UInt32(low) - 0xDC00))
        else { throw error("half of a surrogate pair") }
        return scalar
    }

    /// The number of a `\uXXXX`.
    private mutating func codeUnit() throws(SettingFile.SyntaxError) -> UInt16 {
        let digits = bytes[min(offset + 2, bytes.count)...].prefix(4)
        guard bytes[offset...].starts(with: #"\u"#.utf8), digits.count == 4,
            digits.allSatisfy({ $0 != UInt8(ascii: "+") }),
            let unit = UInt16(String(decoding: digits, as: UTF8.self), radix: 16)
        else { throw error("no such escape in JSON") }
        offset += 6
        return unit
    }

    private mutating func skipSpace() {
        while offset < bytes.count {
            switch bytes[offset] {
            case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"):
                offset += 1
            case UInt8(ascii: "\n"):
                offset += 1
                line += 1
                lineStart = offset
            case UInt8(ascii: "/") where bytes[offset...].starts(with: "//".utf8):
                offset = bytes[offset...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
            default:
                return
            }
        }
    }
}
