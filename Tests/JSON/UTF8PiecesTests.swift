import TestKit
import Testing

@testable import JSON

@Suite struct UTF8PiecesTests {
    /// How many bytes are taken in until one is refused, in pieces of some size; nil if none is.
    private func refused(_ bytes: [UInt8], inPiecesOf size: Int) -> Int? {
        var text = UTF8Pieces()
        for start in stride(from: 0, to: bytes.count, by: size) {
            let piece = Array(bytes[start..<min(start + size, bytes.count)])
            if !piece.withUnsafeBytes({ text.append($0) }) { return start + piece.count }
        }
        return text.isWhole ? nil : bytes.count
    }

    @Test("Text is good in whatever pieces it comes")
    func good() {
        let text = Array("plain, é, 漢字, 😀, and plain again for a while".utf8)
        for size in 1...text.count { #expect(refused(text, inPiecesOf: size) == nil) }
    }

    @Test(
        "The first byte that cannot be is refused",
        arguments: [
            ([0x41, 0x80, 0x41], 2), ([0xC0, 0x80], 1), ([0xE0, 0x9F, 0x80], 2), ([0xED, 0xA0, 0x80], 2),
            ([0xF4, 0x90, 0x80, 0x80], 2), ([0xF5, 0x80], 1), ([0xE2, 0x82, 0x41], 3), ([0xE2, 0x82], 2),
        ] as [([UInt8], Int)])
    func bad(bytes: [UInt8], count: Int) {
        #expect(refused(bytes, inPiecesOf: 1) == count)
    }

    @Test("It agrees with the check of whole texts", arguments: SplitMix64.seeds)
    func fuzz(seed: UInt64) {
        var random = SplitMix64(seed)
        let text = Array("aé漢😀".utf8)
        for _ in 0..<5000 {
            var bytes = (0..<Int.random(in: 0...5, using: &random)).flatMap { _ in text }
            if !bytes.isEmpty, Bool.random(using: &random) {
                let place = Int.random(in: bytes.indices, using: &random)
                bytes[place] = UInt8.random(in: 0...255, using: &random)
            }
            let isGood = bytes.withUnsafeBytes { UTF8Text.isValid($0) }
            #expect((refused(bytes, inPiecesOf: Int.random(in: 1...9, using: &random)) == nil) == isGood)
        }
    }
}
