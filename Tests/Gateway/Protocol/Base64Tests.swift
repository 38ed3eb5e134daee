import TestKit
import Testing

@testable import Gateway

@Suite struct Base64Tests {
    @Test(
        "Bytes are written with padding and read back",
        arguments: [
            ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
        ])
    func known(text: String, encoded: String) {
        #expect(Base64.encode(text.utf8) == encoded)
        #expect(Base64.decode(encoded.utf8) == Array(text.utf8))
    }

    @Test("The alphabets differ in two characters")
    func alphabets() {
        #expect(Base64.encode([0xFB, 0xFF]) == "+/8=")
        #expect(Base64.encode([0xFB, 0xFF], .urlSafe) == "-_8=")
        #expect(Base64.decode("-_8=".utf8, .urlSafe) == [0xFB, 0xFF])
        #expect(Base64.decode("-_8=".utf8) == nil)
        #expect(Base64.decode("+/8=".utf8, .urlSafe) == nil)
    }

    @Test(
        "Anything else is refused",
        arguments: ["Z", "Zg", "Zg=", "Zg===", "=", "====", "Z===", "Zm=v", "Zm 9", "Zm9\u{0}", "é"])
    func refused(text: String) {
        #expect(Base64.decode(text.utf8) == nil)
    }

    @Test("Every length comes back", arguments: SplitMix64.seeds)
    func roundTrip(seed: UInt64) {
        var random = SplitMix64(seed)
        for length in 0..<100 {
            let bytes = (0..<length).map { _ in UInt8.random(in: 0...255, using: &random) }
            #expect(Base64.decode(Base64.encode(bytes).utf8) == bytes)
            #expect(Base64.decode(Base64.encode(bytes, .urlSafe).utf8, .urlSafe) == bytes)
        }
    }
}
