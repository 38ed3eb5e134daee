import Testing

@testable import JSON

@Suite struct JSONGrammarTests {
    @Test(
        "Every text of the grammar is one value",
        arguments: [
            "null", "true", "false", "0", "-0", "12", "-12.50", "1e3", "1E+3", "2.5e-10", "\"\"", "\"text\"",
            "[]", "[ ]", "{}", "{ }", "[1,2 , 3]", "[[],[[]],{}]", #"{"a":1,"b":{"c":[null]}}"#, " \t\r\n true \n",
            #""\"\\\/\b\f\n\r\t\u0041""#, #""\ud83d\ude00""#, "\"\u{7F}é漢😀\"", #"{"":0}"#, #"{"a":1,"a":2}"#,
        ])
    func accepted(text: String) throws {
        let value = try RawJSON(validating: text.utf8)
        #expect(value.bytes.first.map(\.isJSONWhitespace) == false)
        #expect(value.bytes.last.map(\.isJSONWhitespace) == false)
    }

    struct Refusal: Sendable {
        let text: String
        let reason: JSONError.Reason
        let offset: Int

        init(_ text: String, _ reason: JSONError.Reason, at offset: Int) {
            (self.text, self.reason, self.offset) = (text, reason, offset)
        }
    }

    @Test(
        "Anything else is refused where it goes wrong",
        arguments: [
            Refusal("", .unexpectedEnd, at: 0),
            Refusal("  ", .unexpectedEnd, at: 2),
            Refusal("nul", .unexpectedEnd, at: 3),
            Refusal("nulL", .unexpectedByte, at: 3),
            Refusal("True", .unexpectedByte, at: 0),
            Refusal("NaN", .unexpectedByte, at: 0),
            Refusal("nullx", .trailingBytes, at: 4),
            Refusal("{} {}", .trailingBytes, at: 3),
            Refusal("01", .invalidNumber, at: 0),
            Refusal("-", .unexpectedEnd, at: 1),
            Refusal("-x", .invalidNumber, at: 0),
            Refusal("+1", .unexpectedByte, at: 0),
            Refusal(".5", .unexpectedByte, at: 0),
            Refusal("[1.]", .invalidNumber, at: 1),
            Refusal("[1e]", .invalidNumber, at: 1),
            Refusal("[1e+]", .invalidNumber, at: 1),
            Refusal("0x1", .trailingBytes, at: 1),
            Refusal("[1,]", .unexpectedByte, at: 3),
            Refusal("[,1]", .unexpectedByte, at: 1),
            Refusal("[1 2]", .unexpectedByte, at: 3),
            Refusal("[1", .unexpectedEnd, at: 2),
            Refusal("[1}", .unexpectedByte, at: 2),
            Refusal("]", .unexpectedByte, at: 0),
            Refusal(#"{"a":1,}"#, .unexpectedByte, at: 7),
            Refusal(#"{,"a":1}"#, .unexpectedByte, at: 1),
            Refusal(#"{"a" 1}"#, .unexpectedByte, at: 5),
            Refusal(#"{"a":}"#, .unexpectedByte, at: 5),
            Refusal(#"{"a"}"#, .unexpectedByte, at: 4),
            Refusal("{a:1}", .unexpectedByte, at: 1),
            Refusal("{'a':1}", .unexpectedByte, at: 1),
            Refusal("{1:1}", .unexpectedByte, at: 1),
            Refusal(#"{"a":1]"#, .unexpectedByte, at: 6),
            Refusal("\"abc", .unexpectedEnd, at: 4),
            Refusal("\"a\nb\"", .controlCharacter, at: 2),
            Refusal("\"a\u{0}b\"", .controlCharacter, at: 2),
            Refusal(#""a\x""#, .invalidEscape, at: 2),
            Refusal(#""\u12G4""#, .invalidEscape, at: 1),
            Refusal(#""\u12"#, .unexpectedEnd, at: 5),
            Refusal(#""\ud83d""#, .loneSurrogate, at: 1),
            Refusal(#""\ud83d\n""#, .loneSurrogate, at: 1),
            Refusal(#""\ud83d\u0041""#, .loneSurrogate, at: 1),
            Refusal(#""\ude00""#, .loneSurrogate, at: 1),
            Refusal("[1] // no", .trailingBytes, at: 4),
            Refusal("\u{FEFF}1", .unexpectedByte, at: 0),
        ])
    func refused(refusal: Refusal) {
        #expect(throws: JSONError(refusal.reason, at: refusal.offset)) {
            try RawJSON(validating: refusal.text.utf8)
        }
        // The same fault is found when the value is walked instead of skipped.
        #expect(throws: JSONError(refusal.reason, at: refusal.offset)) {
            try Walk.whole(Array(refusal.text.utf8))
        }
    }

    @Test(
        "Bytes in strings must be UTF-8",
        arguments: [
            [0x80], [0xBF], [0xC0, 0xAF], [0xC1, 0x81], [0xC3, 0x28], [0xE0, 0x80, 0xAF], [0xE0, 0x9F, 0xBF],
            [0xED, 0xA0, 0x80], [0xED, 0xBF, 0xBF], [0xF0, 0x80, 0x80, 0xAF], [0xF0, 0x8F, 0xBF, 0xBF],
            [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xFE], [0xFF], [0xE2, 0x82, 0x22], [0xE2, 0x28, 0xA1],
        ] as [[UInt8]])
    func invalidUTF8(bytes: [UInt8]) {
        #expect(throws: JSONError(.invalidUTF8, at: 3)) {
            try RawJSON(validating: Array("\"ab".utf8) + bytes + Array("\"".utf8))
        }
    }

    @Test("Every code point is accepted, raw and escaped")
    func allCodePoints() throws {
        for code in stride(from: UInt32(0x20), through: 0x10FFFF, by: 61) {
            guard let scalar = Unicode.Scalar(code), scalar != "\"", scalar != "\\" else { continue }
            let text = String(Character(scalar))
            #expect(try RawJSON(validating: "\"\(text)\"".utf8).string?.unicodeScalars.first == scalar)
            let escaped = text.utf16.map { unit in
                let hex = String(unit, radix: 16)
                return "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
            }
            #expect(try RawJSON(validating: "\"\(escaped.joined())\"".utf8).string?.unicodeScalars.first == scalar)
        }
    }

    @Test("A long string is checked at every distance from its ends")
    func longStrings() throws {
        for length in 0..<40 {
            let plain = [UInt8](repeating: UInt8(ascii: "x"), count: length)
            #expect(try RawJSON(validating: [0x22] + plain + [0x22]).string?.utf8.count == length)
            for place in 0..<length {
                for (byte, reason) in [(0x1F, .controlCharacter), (0xFF, .invalidUTF8)] as [(UInt8, JSONError.Reason)] {
                    var broken = plain
                    broken[place] = byte
                    #expect(throws: JSONError(reason, at: place + 1)) {
                        try RawJSON(validating: [0x22] + broken + [0x22])
                    }
                }
            }
        }
    }

    @Test("Nesting is allowed up to the limit and not beyond")
    func depth() throws {
        func nested(_ depth: Int) -> [UInt8] {
            Array((String(repeating: "[", count: depth) + String(repeating: "]", count: depth)).utf8)
        }
        _ = try RawJSON(validating: nested(64))
        try Walk.whole(nested(64))
        #expect(throws: JSONError(.tooDeep, at: 64)) { try RawJSON(validating: nested(65)) }
        #expect(throws: JSONError(.tooDeep, at: 64)) { try Walk.whole(nested(65)) }
        #expect(throws: JSONError(.tooDeep, at: 64 * 5)) {
            try RawJSON(validating: String(repeating: #"{"a":"#, count: 100_000).utf8)
        }
        #expect(throws: JSONError(.tooDeep, at: 3)) { try RawJSON(validating: nested(4), maxDepth: 3) }
        #expect(throws: JSONError(.tooDeep, at: 512)) { try RawJSON(validating: nested(100_000), maxDepth: .max) }
    }
}
