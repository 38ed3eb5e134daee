import Testing

@testable import Suite

/// What others write, made safe for a terminal.
@Suite struct PrintableTests {
    @Test("No control character gets through, of either block")
    func controls() {
        let controls = (UInt32(0)...0x1F).map { $0 } + (0x7F...0x9F).map { $0 }
        for value in controls {
            let text = Unicode.Scalar(value).map { "a\(Character($0))b" } ?? ""
            let isSafe = text.printableLines.allSatisfy { line in
                line.unicodeScalars.allSatisfy { $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value) }
            }
            #expect(isSafe, "\(value)")
        }
    }

    @Test("An instruction to the terminal is shown as what it is", arguments: ["\u{1B}[2J", "\u{9B}2J"])
    func escape(_ text: String) {
        #expect(text.printable.first == "\u{FFFD}")
        #expect(text.printable.hasSuffix("2J"))
    }

    @Test("Nothing turns the direction of reading round", arguments: ["\u{202E}", "\u{2066}", "\u{200F}", "\u{061C}"])
    func direction(_ text: String) {
        #expect(text.printable == "\u{FFFD}")
    }

    @Test("Every kind of line end makes a line", arguments: ["\n", "\r\n", "\r", "\u{2028}", "\u{85}"])
    func lines(_ end: String) {
        #expect("one\(end)two".printableLines == ["one", "two"])
    }

    @Test("Letters, accents and families of emoji stay what they are", arguments: ["Grüße", "日本語", "👩‍👩‍👧", "e\u{301}"])
    func letters(_ text: String) {
        #expect(text.printable == text)
    }

    @Test(
        "A text takes the columns that a terminal gives it",
        arguments: [("abc", 3), ("日本", 4), ("e\u{301}", 1), ("👩‍👩‍👧", 2), ("", 0)])
    func columns(_ text: String, columns: Int) {
        #expect(text.columns == columns)
    }
}
