import TestKit
import Testing
import Wire

/// A service in the middle that is older than its neighbours loses nothing.
@Suite struct UnknownFieldTests {
    @Test("A message of which nothing is known is written back byte by byte", arguments: SplitMix64.seeds)
    func opaque(seed: UInt64) throws {
        var random = SplitMix64(seed)
        for _ in 0..<100 {
            let bytes = EveryKind.random(using: &random).encoded()
            #expect(try Opaque(decoding: bytes).encoded() == bytes)
        }
    }

    @Test("An older build hands on what it does not know", arguments: SplitMix64.seeds)
    func older(seed: UInt64) throws {
        var random = SplitMix64(seed)
        for _ in 0..<100 {
            let message = EveryKind.random(using: &random)
            var older = try OlderKind(decoding: message.encoded())
            #expect(try EveryKind(decoding: older.encoded()) == message)
            older.string = "changed"
            var changed = message
            changed.string = "changed"
            #expect(try EveryKind(decoding: older.encoded()) == changed)
        }
    }

    @Test("Unknown fields follow the known ones, in the order they came")
    func order() throws {
        let first = Bytes.field(101, .varint, [0x80, 0x00])  // an overlong zero stays one
        let second = Bytes.field(100, .fixed32, [1, 2, 3, 4])
        let third = Bytes.field(536_870_911, .lengthDelimited, [1, 9])
        let known = OlderKind(string: "a").encoded()
        let message = try OlderKind(decoding: first + known + second + first + third)
        #expect(message.unknownFields.bytes == first + second + first + third)
        #expect(message.encoded() == known + first + second + first + third)
    }

    @Test("A group is kept with all that is in it")
    func groups() throws {
        let inner =
            Bytes.field(2, .startGroup, Bytes.field(1, .lengthDelimited, [2, 0x0C, 0x0C]))
            + Bytes.field(2, .endGroup, [])
        let group = Bytes.field(9, .startGroup, inner + Bytes.field(5, .varint, [1])) + Bytes.field(9, .endGroup, [])
        #expect(try Opaque(decoding: group).encoded() == group)
        #expect(try Tree(decoding: group + Tree(name: "a").encoded()).encoded() == Tree(name: "a").encoded() + group)
    }

    @Test("A field of another layout than its own is kept as unknown", arguments: 1...22)
    func wireTypes(number: Int) throws {
        let group = (WireType.startGroup, Bytes.field(1, .varint, [1]) + Bytes.field(number, .endGroup, []))
        let known = EveryKind(int64: 5, strings: ["a"])
        for (type, payload) in Bytes.payloads + [group] where !Self.layouts(of: number).contains(type) {
            let bytes = Bytes.field(number, type, payload)
            let message = try EveryKind(decoding: bytes + known.encoded() + bytes)
            #expect(message.unknownFields.bytes == bytes + bytes)
            #expect(message.encoded() == known.encoded() + bytes + bytes)
        }
        #expect(throws: WireError.unbalancedGroup) { try EveryKind(decoding: Bytes.field(number, .endGroup, [])) }
        #expect(throws: WireError.unbalancedGroup) { try EveryKind(decoding: Bytes.field(number, .startGroup, [])) }
    }

    private static func layouts(of number: Int) -> [WireType] {
        switch number {
        case 8, 10, 12: [.fixed32]
        case 9, 11, 13: [.fixed64]
        case 14, 15, 17, 18, 19: [.lengthDelimited]
        case 20, 21: [.varint, .lengthDelimited]
        case 22: [.fixed64, .lengthDelimited]
        default: [.varint]
        }
    }

    @Test("Messages that differ only in unknown fields are not equal")
    func equality() throws {
        #expect(try Tree(decoding: Bytes.field(9, .varint, [1])) != Tree())
    }
}
