import Testing

@testable import Suite

/// Typing a line, key by key.
@Suite struct LineEditorTests {
    private static func type(_ keys: String) -> LineEditor {
        var editor = LineEditor()
        for byte in keys.utf8 { _ = editor.take(byte) }
        return editor
    }

    @Test(
        "Keys edit the line where the cursor stands",
        arguments: [
            ("helo\u{1B}[Dl", "hello", 4), ("abc\u{7F}", "ab", 2), ("abc\u{01}x", "xabc", 1),
            ("abc\u{01}\u{05}x", "abcx", 4),
            ("abc\u{1B}[D\u{1B}[D\u{0B}", "a", 1), ("abc\u{1B}[D\u{15}", "c", 0), ("one two  \u{17}", "one ", 4),
            ("abc\u{1B}[H\u{1B}[3~", "bc", 0), ("abc\u{1B}[D\u{04}", "ab", 2), ("é日👍\u{7F}", "é日", 2),
            ("\u{7F}\u{1B}[D\u{1B}[Cx", "x", 1), ("a\u{1B}[99;5Zb", "ab", 2), ("e\u{301}", "e\u{301}", 1),
            ("abc\u{1B}OH!", "!abc", 1),
        ])
    func editing(_ keys: String, text: String, cursor: Int) {
        let editor = Self.type(keys)
        #expect(String(editor.text) == text)
        #expect(editor.cursor == cursor)
    }

    @Test("Enter hands the line out and begins a new one", arguments: [UInt8(13), 10])
    func enter(_ key: UInt8) {
        var editor = Self.type("hello")
        #expect(editor.take(key) == .line("hello"))
        #expect(editor.text.isEmpty)
        #expect(editor.cursor == 0)
    }

    @Test("Ctrl-D ends the input on an empty line only, Ctrl-C interrupts always")
    func ending() {
        var empty = LineEditor()
        #expect(empty.take(4) == .end)
        #expect(empty.take(3) == .interrupt)
        var full = Self.type("x")
        #expect(full.take(4) == .none)
        #expect(full.take(3) == .interrupt)
    }

    @Test("The arrows look back through the lines typed before, and forward to what was begun")
    func past() {
        var editor = Self.type("one\rtwo\rthr\u{1B}[A")
        #expect(String(editor.text) == "two")
        for byte in "\u{1B}[A\u{1B}[A".utf8 { _ = editor.take(byte) }
        #expect(String(editor.text) == "one")
        for byte in "\u{1B}[B\u{1B}[B\u{1B}[B".utf8 { _ = editor.take(byte) }
        #expect(String(editor.text) == "thr")
    }

    @Test("A broken character neither hangs nor crashes the line")
    func broken() {
        var editor = LineEditor()
        for byte: UInt8 in [0xFF, 0xE6, 0x41, 0x80, 0xC3, 0x28] { _ = editor.take(byte) }
        _ = editor.take(UInt8(ascii: "z"))
        #expect(editor.text.last == "z")
    }

    @Test("The row shows the line behind its prompt, with the cursor where the next letter comes")
    func row() {
        let row = Self.type("hello\u{1B}[D").row(prompt: "Bob > ", width: 80)
        #expect(row.text == "Bob > hello")
        #expect(row.column == 10)
    }

    @Test("A long line shows the part around the cursor, and never more than a row", arguments: [0, 3, 25, 50, 99])
    func longLine(_ steps: Int) {
        let editor = Self.type(String(repeating: "日", count: 99) + String(repeating: "\u{1B}[D", count: steps))
        let row = editor.row(prompt: "Bob > ", width: 40)
        #expect(row.text.columns < 40)
        #expect((6..<40).contains(row.column))
    }

    @Test("What is pasted cannot instruct the terminal while it is edited")
    func pasted() {
        let row = Self.type("a\u{C2}\u{9B}").row(prompt: "> ", width: 40)
        let isSafe = row.text.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
        #expect(isSafe)
    }
}
