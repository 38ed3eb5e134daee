import TestKit
import Testing
import Wire

/// Bytes from anywhere are refused or read, and what was read is written the same way ever after.
@Suite struct WireFuzzTests {
    private func check(_ bytes: [UInt8]) throws {
        if let opaque = try? Opaque(decoding: bytes) {
            #expect(opaque.encoded() == bytes)
        }
        guard let message = try? EveryKind(decoding: bytes) else { return }
        _ = try Opaque(decoding: bytes)
        let written = message.encoded()
        // Bytes are compared, not messages: a message that holds a NaN is not equal to itself.
        #expect(try EveryKind(decoding: written).encoded() == written)
    }

    @Test("Random changes to a message", arguments: SplitMix64.seeds)
    func mutations(seed: UInt64) throws {
        var random = SplitMix64(seed)
        let whole = EveryKind.full.encoded()
        for _ in 0..<4000 {
            var bytes = whole
            for _ in 0..<Int.random(in: 1...5, using: &random) {
                let place = Int.random(in: bytes.indices, using: &random)
                let byte = UInt8.random(in: .min ... .max, using: &random)
                switch Int.random(in: 0..<4, using: &random) {
                case 0: bytes[place] = byte
                case 1: bytes[place] ^= 1 << (byte & 7)
                case 2: bytes.insert(byte, at: place)
                default: bytes.remove(at: place)
                }
            }
            try check(bytes)
        }
    }

    @Test("Random bytes", arguments: SplitMix64.seeds)
    func noise(seed: UInt64) throws {
        var random = SplitMix64(seed)
        for _ in 0..<20_000 {
            try check(
                (0..<Int.random(in: 0...40, using: &random)).map { _ in .random(in: .min ... .max, using: &random) })
        }
    }

    @Test("Every change of a single byte")
    func everyByte() throws {
        let whole = EveryKind.full.encoded()
        for place in whole.indices {
            for byte in [0x00, 0x01, 0x7F, 0x80, 0xFF, whole[place] &+ 1, whole[place] ^ 0x80] as [UInt8] {
                var bytes = whole
                bytes[place] = byte
                try check(bytes)
            }
        }
    }
}
