import Testing

@testable import Settings

@Suite struct SettingFileTests {
    @Test("Sections become dotted keys, and every item knows its line")
    func items() throws {
        let text = """
            // The whole suite on one machine.
            {
                "data": "/srv/parley", // a comment with "quotes" and {
                "gateway": {
                    "listen": "[::]:6060",
                    "limits": { "sessions": 10000, "rate": 2.5 }
                },
                "demo": true, "auth.tags": ["a", 1, false],
                "unused": null,
            }
            """
        #expect(
            try SettingFile.items(in: Array(text.utf8)) == [
                SettingFile.Item(key: "data", line: 3, input: .word("/srv/parley")),
                SettingFile.Item(key: "gateway.listen", line: 5, input: .word("[::]:6060")),
                SettingFile.Item(key: "gateway.limits.sessions", line: 6, input: .word("10000")),
                SettingFile.Item(key: "gateway.limits.rate", line: 6, input: .word("2.5")),
                SettingFile.Item(key: "demo", line: 8, input: .word("true")),
                SettingFile.Item(key: "auth.tags", line: 8, input: .list(["a", "1", "false"])),
            ])
    }

    @Test("Escapes in strings are those of JSON")
    func escapes() throws {
        let items = try SettingFile.items(in: Array(#"{"a":"\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00é//"}"#.utf8))
        #expect(items.first?.input == .word("\"\\/\u{8}\u{C}\n\r\té😀é//"))
    }

    @Test(
        "Text that is no JSON is refused at its line and column",
        arguments: [
            ("", 1, 1), ("[]", 1, 1), ("{", 1, 2), ("{\n  \"a\" 1}", 2, 7), ("{\"a\":}", 1, 6), ("{\"a\":tru}", 1, 6),
            ("{\"a\":1 \"b\":2}", 1, 8), ("{\"a\":1}\nx", 2, 1), ("{\"a\":\"x", 1, 8), ("{\"a\":\"x\ny\"}", 1, 8),
            ("{\"a\":\"\\x\"}", 1, 7), ("{\"a\":\"\\ud83dx\"}", 1, 13), ("{\"a\":\"\\u+12f\"}", 1, 7),
            ("{\"a\":[1 2]}", 1, 9),
            ("{\"a\":[null]}", 1, 11), ("{\"a\":[[1]]}", 1, 7), ("{a:1}", 1, 2), ("{,}", 1, 2), ("{\"a\":1,,}", 1, 8),
            ("{\"a\":1e}", 1, 6), ("{\"a\":nan}", 1, 6), ("{\"a\":/*c*/1}", 1, 6), ("{\"a\":\"\\", 1, 7),
        ])
    func syntax(text: String, line: Int, column: Int) throws {
        let error = try #require(throws: SettingFile.SyntaxError.self) {
            try SettingFile.items(in: Array(text.utf8))
        }
        #expect((error.line, error.column) == (line, column), "\(error.problem)")
    }

    @Test("Sections that never end are refused")
    func depth() {
        let text = String(repeating: "{\"a\":", count: 10_000)
        #expect(throws: SettingFile.SyntaxError.self) { try SettingFile.items(in: Array(text.utf8)) }
    }

    @Test("No truncation of a good file is taken for a good file, and none traps")
    func truncation() {
        let text = Array(#"{"a":{"b":"\u00e9\n","c":[1,"x"]},"d":-1.5e3,"e":null,"f":true}"#.utf8)
        for count in 0..<text.count {
            #expect(throws: SettingFile.SyntaxError.self) { try SettingFile.items(in: Array(text[..<count])) }
        }
    }

    @Test("Bytes that are not UTF-8 are refused")
    func encoding() {
        let bytes = Array("{\"a\":\"".utf8) + [0xC3, 0x28] + Array("\"}".utf8)
        #expect(throws: SettingFile.SyntaxError.self) { try SettingFile.items(in: bytes) }
    }
}
