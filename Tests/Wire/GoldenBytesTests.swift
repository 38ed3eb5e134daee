import Testing
import Wire

/// The bytes that any other protobuf implementation writes for the same values.
@Suite struct GoldenBytesTests {
    struct Golden: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let message: EveryKind
        let bytes: [UInt8]

        init(_ name: String, _ message: EveryKind, _ bytes: [UInt8]) {
            testDescription = name
            self.message = message
            self.bytes = bytes
        }
    }

    static let integers = [
        Golden("nothing", EveryKind(), []),
        Golden("int32 150", EveryKind(int32: 150), [0x08, 0x96, 0x01]),
        Golden("int32 -1", EveryKind(int32: -1), [0x08] + Array(repeating: 0xFF, count: 9) + [0x01]),
        Golden("int64 min", EveryKind(int64: .min), [0x10] + Array(repeating: 0x80, count: 9) + [0x01]),
        Golden("uint32 max", EveryKind(uint32: .max), [0x18, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F]),
        Golden("uint64 127", EveryKind(uint64: 127), [0x20, 0x7F]),
        Golden("uint64 128", EveryKind(uint64: 128), [0x20, 0x80, 0x01]),
        Golden("uint64 max", EveryKind(uint64: .max), [0x20] + Array(repeating: 0xFF, count: 9) + [0x01]),
        Golden("sint32 -1", EveryKind(sint32: -1), [0x28, 0x01]),
        Golden("sint32 1", EveryKind(sint32: 1), [0x28, 0x02]),
        Golden("sint32 min", EveryKind(sint32: .min), [0x28, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F]),
        Golden("sint64 max", EveryKind(sint64: .max), [0x30, 0xFE] + Array(repeating: 0xFF, count: 8) + [0x01]),
        Golden("bool", EveryKind(bool: true), [0x38, 0x01]),
        Golden("enumeration", EveryKind(colour: .red), [0x80, 0x01, 0x01]),
    ]

    static let fixed = [
        Golden("fixed32", EveryKind(fixed32: 0x0102_0304), [0x45, 4, 3, 2, 1]),
        Golden("fixed64", EveryKind(fixed64: 0x0102_0304_0506_0708), [0x49, 8, 7, 6, 5, 4, 3, 2, 1]),
        Golden("sfixed32 -2", EveryKind(sfixed32: -2), [0x55, 0xFE, 0xFF, 0xFF, 0xFF]),
        Golden("sfixed64 -2", EveryKind(sfixed64: -2), [0x59, 0xFE] + Array(repeating: 0xFF, count: 7)),
        Golden("float 1", EveryKind(float: 1), [0x65, 0, 0, 0x80, 0x3F]),
        Golden("double 1", EveryKind(double: 1), [0x69, 0, 0, 0, 0, 0, 0, 0xF0, 0x3F]),
        Golden("double -0", EveryKind(double: -0.0), [0x69, 0, 0, 0, 0, 0, 0, 0, 0x80]),
    ]

    static let delimited = [
        Golden("string", EveryKind(string: "testing"), [0x72, 7] + Array("testing".utf8)),
        Golden("bytes", EveryKind(bytes: [0, 255]), [0x7A, 2, 0, 255]),
        Golden("empty message", EveryKind(leaf: Tree()), [0x8A, 0x01, 0]),
        Golden("message", EveryKind(leaf: Tree(weight: 150)), [0x8A, 0x01, 3, 0x18, 0x96, 0x01]),
        Golden("messages", EveryKind(leaves: [Tree(), Tree(name: "a")]), [0x92, 1, 0, 0x92, 1, 3, 0x0A, 1, 97]),
        Golden("strings", EveryKind(strings: ["", "a"]), [0x9A, 0x01, 0, 0x9A, 0x01, 1, 97]),
        Golden("packed int32", EveryKind(int32s: [3, 270, 86942]), [0xA2, 1, 6, 3, 0x8E, 2, 0x9E, 0xA7, 5]),
        Golden("packed uint64", EveryKind(uint64s: [0, 300]), [0xAA, 1, 3, 0, 0xAC, 2]),
        Golden("packed fixed64", EveryKind(fixed64s: [1]), [0xB2, 1, 8, 1, 0, 0, 0, 0, 0, 0, 0]),
    ]

    @Test("A value has the bytes that the encoding prescribes", arguments: integers + fixed + delimited)
    func golden(_ golden: Golden) throws {
        #expect(golden.message.encoded() == golden.bytes)
        #expect(try EveryKind(decoding: golden.bytes).encoded() == golden.bytes)
        #expect(try EveryKind(decoding: golden.bytes) == golden.message)
    }

    @Test(
        "A length takes as many bytes as it needs", arguments: [0, 1, 127, 128, 16_383, 16_384, 2_097_151, 2_097_152])
    func lengths(length: Int) throws {
        // The name's own tag and length take part of the message's length.
        for padding in 0...5 where length > padding {
            let name = String(repeating: "x", count: length - padding)
            let tree = Tree(name: name)
            let inner = tree.encoded()
            let message = EveryKind(leaf: tree)
            #expect(message.encoded() == Bytes.field(17, .lengthDelimited, Bytes.delimited(inner)))
            #expect(try EveryKind(decoding: message.encoded()) == message)
        }
    }

    @Test("A value at its default is left out, even beside others")
    func defaults() {
        #expect(EveryKind(int32: 0, string: "", bytes: [], leaf: nil, int32s: []).encoded().isEmpty)
        #expect(EveryKind(bool: true, strings: []).encoded() == [0x38, 0x01])
    }
}
