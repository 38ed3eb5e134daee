import JSON
import TestKit
import Testing

@Suite struct UTF8TextTests {
    private func isValid(_ bytes: [UInt8]) -> Bool { bytes.withUnsafeBytes { UTF8Text.isValid($0) } }

    @Test(
        "Text is valid", arguments: ["", "plain", "é", "漢字", "😀", "\u{7FF}\u{800}\u{FFFF}\u{10000}\u{10FFFF}", "\u{0}"])
    func valid(text: String) {
        #expect(isValid(Array(text.utf8)))
    }

    @Test("Text cut inside a code point is not")
    func truncated() {
        for text in ["é", "漢", "😀"] {
            for length in 1..<text.utf8.count { #expect(!isValid(Array(text.utf8.prefix(length)))) }
        }
    }

    @Test("It agrees with the standard library", arguments: SplitMix64.seeds)
    func fuzz(seed: UInt64) {
        var random = SplitMix64(seed)
        let bytes: [UInt8] = [0x41, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC1, 0xC2, 0xE0, 0xED, 0xEF, 0xF0, 0xF4, 0xF5]
        for _ in 0..<20_000 {
            let text = (0..<Int.random(in: 1...6, using: &random)).map { _ in
                bytes[Int.random(in: bytes.indices, using: &random)]
            }
            #expect(isValid(text) == (String(validating: text, as: UTF8.self) != nil))
        }
    }
}
