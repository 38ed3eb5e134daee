import TestKit
import Testing
import Wire

@Suite struct RoundTripTests {
    @Test("What was written is read again", arguments: SplitMix64.seeds)
    func random(seed: UInt64) throws {
        var random = SplitMix64(seed)
        for _ in 0..<300 {
            let message = EveryKind.random(using: &random)
            let bytes = message.encoded()
            let read = try EveryKind(decoding: bytes)
            #expect(read == message)
            #expect(read.unknownFields.bytes.isEmpty)
            #expect(read.encoded() == bytes)
        }
    }

    @Test("A message in the middle of other bytes reads alike", arguments: SplitMix64.seeds)
    func slices(seed: UInt64) throws {
        var random = SplitMix64(seed)
        for _ in 0..<50 {
            let message = EveryKind.random(using: &random)
            let bytes = [0xFF, 0xFF, 0xFF] + message.encoded() + [0xFF]
            #expect(try EveryKind(decoding: bytes[3..<(bytes.count - 1)]) == message)
            #expect(try Opaque(decoding: bytes[3..<(bytes.count - 1)]).encoded() == message.encoded())
        }
    }
}
