import TestKit
import Testing

@testable import JSON

@Suite struct JSONFuzzTests {
    private static let frame =
        Array(
            #" {"pub":{"id":"17","topic":"grp6nLmzQG8w5U","noecho":true,"head":{"mime":"text/x-drafty","n":[1,-2.5e3]},"#
                .utf8)
        + Array(#""content":{"txt":"é\u00e9\ud83d\ude00\n","fmt":[{"len":4,"tp":"ST"},null,false]}}} "#.utf8)

    /// Whether skipping and walking agree on a text, and whether they accept it.
    private func isAccepted(_ bytes: [UInt8]) -> Bool {
        var skipped: JSONError?
        var walked: JSONError?
        do throws(JSONError) { _ = try RawJSON(validating: bytes) } catch { skipped = error }
        do throws(JSONError) { try Walk.whole(bytes) } catch { walked = error }
        #expect(skipped == walked)
        if let skipped { #expect((0...bytes.count).contains(skipped.offset)) }
        return skipped == nil
    }

    @Test("A frame cut off anywhere ends too early and nothing worse")
    func truncation() {
        let whole = Self.frame.dropLast()
        #expect(isAccepted(Array(whole)))
        for length in 0..<whole.count {
            #expect(throws: JSONError(.unexpectedEnd, at: length)) { try RawJSON(validating: whole.prefix(length)) }
            #expect(throws: JSONError(.unexpectedEnd, at: length)) { try Walk.whole(Array(whole.prefix(length))) }
        }
    }

    @Test("Every single-byte change is judged alike by all readers")
    func everyByte() {
        for place in Self.frame.indices {
            for byte in [0, 0x1F, 0x22, 0x2C, 0x5C, 0x5D, 0x7B, 0x7D, 0x80, 0xC3, 0xED, 0xFF] as [UInt8] {
                var bytes = Self.frame
                bytes[place] = byte
                _ = isAccepted(bytes)
            }
        }
    }

    @Test("Random changes are judged alike by all readers", arguments: SplitMix64.seeds)
    func mutations(seed: UInt64) {
        var random = SplitMix64(seed)
        let alphabet = Array(#"{}[]",:\u0dD8eE+-.1 tfn"#.utf8) + [0x00, 0x0A, 0x80, 0xC3, 0xA9, 0xF0, 0xFF]
        for _ in 0..<3000 {
            var bytes = Self.frame
            for _ in 0..<Int.random(in: 1...6, using: &random) {
                let place = Int.random(in: bytes.indices, using: &random)
                let byte = alphabet[Int.random(in: alphabet.indices, using: &random)]
                switch Int.random(in: 0..<3, using: &random) {
                case 0: bytes[place] = byte
                case 1: bytes.insert(byte, at: place)
                default: bytes.remove(at: place)
                }
            }
            _ = isAccepted(bytes)
        }
    }

    @Test("Random bytes are judged alike by all readers", arguments: SplitMix64.seeds)
    func noise(seed: UInt64) {
        var random = SplitMix64(seed)
        let alphabet = Array(#"{}[]",:\u1e.- truefalsn"#.utf8)
        for _ in 0..<5000 {
            let count = Int.random(in: 0...24, using: &random)
            _ = isAccepted((0..<count).map { _ in alphabet[Int.random(in: alphabet.indices, using: &random)] })
        }
    }

    @Test("What is written is read back", arguments: SplitMix64.seeds)
    func roundTrip(seed: UInt64) throws {
        var random = SplitMix64(seed)
        for _ in 0..<300 {
            let value = RandomJSON.value(&random)
            #expect(isAccepted(value.bytes))
            #expect(value.isSame(as: value))
            #expect(rewritten(value).isSame(as: value))
        }
    }

    /// The same value taken apart and put together again.
    private func rewritten(_ value: RawJSON) -> RawJSON {
        if let object = value.object {
            return RawJSON.build { writer in
                writer.beginObject()
                for member in object.reversed() {
                    writer.key(naming: member.key)
                    writer.raw(rewritten(member.value))
                }
                writer.endObject()
            }
        }
        if let array = value.array { return .array(array.map(rewritten)) }
        if let string = value.string { return .string(string) }
        return value
    }
}
