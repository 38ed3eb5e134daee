import Testing
import Wire

/// What protobuf says about fields that come more than once, or otherwise than we write them.
@Suite struct MergingTests {
    @Test("Of a single value that comes twice the last one stands")
    func lastWins() throws {
        let bytes = EveryKind(int32: 1, string: "a", bytes: [1]).encoded() + EveryKind(int32: 2, string: "b").encoded()
        #expect(try EveryKind(decoding: bytes) == EveryKind(int32: 2, string: "b", bytes: [1]))
    }

    @Test("An explicit default overrides an earlier value")
    func explicitDefault() throws {
        #expect(try EveryKind(decoding: [0x08, 1, 0x08, 0]) == EveryKind())
    }

    @Test("A single message that comes twice is merged")
    func messages() throws {
        let first = EveryKind(leaf: Tree(name: "a", branches: [Tree(weight: 1)], weight: 5))
        let second = EveryKind(leaf: Tree(branches: [Tree(weight: 2)], weight: 6))
        let merged = EveryKind(leaf: Tree(name: "a", branches: [Tree(weight: 1), Tree(weight: 2)], weight: 6))
        #expect(try EveryKind(decoding: first.encoded() + second.encoded()) == merged)
    }

    @Test("Repeated values collect, packed and single ones alike")
    func repeated() throws {
        let single =
            Bytes.field(20, .varint, [1]) + Bytes.field(21, .varint, [2])
            + Bytes.field(22, .fixed64, [3, 0, 0, 0, 0, 0, 0, 0])
        let packed = EveryKind(int32s: [4, 5], uint64s: [6, 7], fixed64s: [8, 9]).encoded()
        let empty = Bytes.field(20, .lengthDelimited, [0])
        let expected = EveryKind(int32s: [1, 4, 5, 1], uint64s: [2, 6, 7, 2], fixed64s: [3, 8, 9, 3])
        #expect(try EveryKind(decoding: single + packed + empty + single) == expected)
    }

    @Test("An integer wider than its field is cut, and any number but zero is true")
    func wideIntegers() throws {
        let wide: [UInt8] = [0x82, 0x80, 0x80, 0x80, 0x80, 0x01]  // 2^35 + 2
        #expect(try EveryKind(decoding: [0x08] + wide).int32 == 2)
        #expect(try EveryKind(decoding: [0x18] + wide).uint32 == 2)
        #expect(try EveryKind(decoding: [0x10] + wide).int64 == (1 << 35) + 2)
        #expect(try EveryKind(decoding: [0x38] + wide).bool)
    }

    @Test("A varint may be longer than it need be, up to ten bytes")
    func overlongVarint() throws {
        let one: [UInt8] = [0x81] + Array(repeating: 0x80, count: 8) + [0x00]
        #expect(try EveryKind(decoding: [0x20] + one).uint64 == 1)
    }

    @Test("Bits of a varint beyond 64 are cut off")
    func varintBeyond64Bits() throws {
        let wide: [UInt8] = Array(repeating: 0xFF, count: 9) + [0x7E]
        #expect(try EveryKind(decoding: [0x20] + wide).uint64 == .max >> 1)
    }

    @Test("Fields may come in any order")
    func order() throws {
        let bytes = EveryKind(string: "a").encoded() + EveryKind(bool: true).encoded() + EveryKind(int32: 1).encoded()
        #expect(try EveryKind(decoding: bytes) == EveryKind(int32: 1, bool: true, string: "a"))
    }

    @Test("The number of a newer enumeration case is kept")
    func newerCase() throws {
        let message = EveryKind(colour: Colour(rawValue: -70_000))
        #expect(try EveryKind(decoding: message.encoded()) == message)
    }
}
