import Testing
import Wire

@Suite("The protobuf codec")
struct CodecTests {
    @Test("writes the bytes that the encoding prescribes")
    func goldenBytes() {
        var sample = Sample()
        sample.text = "hi"
        sample.number = 150
        sample.fixed = 1
        sample.flag = true
        sample.zigzag = -1
        #expect(
            sample.encoded() == [
                0x0a, 2, 0x68, 0x69, 0x10, 0x96, 0x01, 0x19, 1, 0, 0, 0, 0, 0, 0, 0, 0x20, 1, 0x48, 1,
            ])
    }

    @Test("leaves out what is at its default")
    func defaultsAreLeftOut() {
        #expect(Sample().encoded().isEmpty)
    }

    @Test("reads back whatever it wrote", arguments: 0..<200)
    func roundTrip(seed: UInt64) throws {
        var generator = SeededGenerator(state: seed)
        let sample = Sample.random(using: &generator)
        #expect(try Sample(decoding: sample.encoded()) == sample)
    }

    @Test("writes lengths of more than one byte in front of long messages")
    func longNestedMessage() throws {
        var sample = Sample()
        sample.child = Sample.Child(name: String(repeating: "x", count: 100_000))
        #expect(try Sample(decoding: sample.encoded()) == sample)
    }

    @Test("keeps unknown fields, bytes and order, and writes them back")
    func unknownFields() throws {
        // Field 15 varint, field 16 bytes, field 17 fixed32, a group 18, between known ones.
        let unknown: [UInt8] = [0x78, 5, 0x82, 1, 2, 9, 9, 0x8d, 1, 1, 2, 3, 4, 0x93, 1, 0x08, 7, 0x94, 1]
        let sample = try Sample(decoding: [0x20, 1] + unknown + [0x10, 3])
        #expect(sample.flag)
        #expect(sample.number == 3)
        #expect(sample.unknownFields.bytes == unknown)
        #expect(sample.encoded() == [0x10, 3, 0x20, 1] + unknown)
    }

    @Test("merges a message that comes twice, and takes the last of a value that does")
    func merging() throws {
        let bytes: [UInt8] = [0x10, 1, 0x10, 2, 0x32, 3, 0x0a, 1, 0x61, 0x32, 0]
        let sample = try Sample(decoding: bytes)
        #expect(sample.number == 2)
        #expect(sample.child?.name == "a")
    }

    @Test("reads repeated numbers packed and single")
    func packing() throws {
        let single: [UInt8] = [0x41, 1, 0, 0, 0, 0, 0, 0, 0, 0x41, 2, 0, 0, 0, 0, 0, 0, 0]
        #expect(try Sample(decoding: single).packed == [1, 2])
    }

    @Test("refuses every beginning of a message that ends inside a field, and crashes at none")
    func truncation() throws {
        var generator = SeededGenerator(state: 7)
        let bytes = Sample.random(using: &generator).encoded()
        for length in bytes.indices {
            // A cut between two fields is a shorter message; any other is an error. Neither may crash.
            if let shorter = try? Sample(decoding: Array(bytes[..<length])) {
                #expect(shorter.encoded().count <= length)
            }
        }
    }

    @Test(
        "refuses what cannot be a message",
        arguments: [
            ([0x10, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x02], WireError.varintTooLong),
            ([0x0a, 0x05, 0x61], .lengthOutOfBounds),
            ([0x0a, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01], .lengthOutOfBounds),
            ([0x00], .malformedTag),
            ([0x0f], .malformedTag),
            ([0x0a, 1, 0xff], .invalidUTF8(field: 1)),
            ([0x08, 1], .unexpectedWireType(field: 1)),
            ([0x19, 1, 2], .truncated),
            ([0x94, 1], .unbalancedGroup),
            ([0x93, 1], .unbalancedGroup),
        ] as [([UInt8], WireError)])
    func refusals(bytes: [UInt8], error: WireError) {
        #expect(throws: error) { try Sample(decoding: bytes) }
    }

    @Test("refuses groups nested deeper than the limit")
    func depth() {
        let bytes = (0..<400).map { UInt8($0 % 2 == 0 ? 0x93 : 1) }
        #expect(throws: WireError.tooDeep) { try Sample(decoding: bytes) }
    }

    @Test("survives ten thousand random inputs")
    func fuzz() {
        var generator = SeededGenerator(state: 42)
        for _ in 0..<10_000 {
            let bytes = (0..<Int.random(in: 0...64, using: &generator)).map { _ in
                UInt8.random(in: 0...255, using: &generator)
            }
            if let sample = try? Sample(decoding: bytes) {
                #expect((try? Sample(decoding: sample.encoded())) == sample)
            }
        }
    }
}
