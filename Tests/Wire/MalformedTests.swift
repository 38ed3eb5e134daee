import Testing
import Wire

@Suite struct MalformedTests {
    @Test("A message cut off within a field is refused, one cut off between fields is read")
    func truncation() throws {
        let whole = EveryKind.full.encoded()
        var boundaries = 0
        for length in 0..<whole.count {
            let cut = Array(whole.prefix(length))
            do throws(WireError) {
                #expect(try EveryKind(decoding: cut).encoded() == cut)
                #expect(try Opaque(decoding: cut).encoded() == cut)
                boundaries += 1
            } catch {
                #expect(error == .truncated || error == .lengthOutOfBounds)
                #expect(throws: error) { try Opaque(decoding: cut) }
            }
        }
        // Twenty-two fields, two of them written twice; the end of the last one is the whole message.
        #expect(boundaries == 24)
    }

    @Test(
        "A varint beyond ten bytes is refused",
        arguments: [
            Array(repeating: 0x80, count: 10) + [0x00],
            Array(repeating: 0xFF, count: 11),
            Array(repeating: 0x80, count: 9) + [0x81, 0x00],
        ] as [[UInt8]])
    func varints(varint: [UInt8]) {
        #expect(throws: WireError.varintTooLong) { try EveryKind(decoding: varint) }
        #expect(throws: WireError.varintTooLong) { try EveryKind(decoding: [0x20] + varint) }
        #expect(throws: WireError.varintTooLong) { try EveryKind(decoding: [0x72] + varint) }
        #expect(throws: WireError.varintTooLong) {
            try EveryKind(decoding: Bytes.field(21, .lengthDelimited, Bytes.delimited(varint)))
        }
        #expect(throws: WireError.varintTooLong) { try Opaque(decoding: [0x20] + varint) }
    }

    @Test(
        "A length beyond the end is refused, however large",
        arguments: [
            [2, 0],
            [0xFF, 0xFF, 0xFF, 0xFF, 0x07],
            [0xFF, 0xFF, 0xFF, 0xFF, 0x0F],
            Array(repeating: 0xFF, count: 8) + [0x7F],
            Array(repeating: 0xFF, count: 9) + [0x01],
        ] as [[UInt8]])
    func lengths(length: [UInt8]) {
        for number in 14...22 where number != 16 {
            let bytes = Bytes.field(number, .lengthDelimited, length)
            #expect(throws: WireError.lengthOutOfBounds) { try EveryKind(decoding: bytes) }
            #expect(throws: WireError.lengthOutOfBounds) { try Opaque(decoding: bytes) }
        }
    }

    @Test("A length written in more than five bytes is refused, be it ever so small")
    func longLengths() throws {
        for number in 14...22 where number != 16 {
            let five = Bytes.field(number, .lengthDelimited, [0x80, 0x80, 0x80, 0x80, 0x00])
            _ = try EveryKind(decoding: five)
            #expect(try Opaque(decoding: five).encoded() == five)
            let six = Bytes.field(number, .lengthDelimited, [0x80, 0x80, 0x80, 0x80, 0x80, 0x00])
            #expect(throws: WireError.lengthOutOfBounds) { try EveryKind(decoding: six) }
            #expect(throws: WireError.lengthOutOfBounds) { try Opaque(decoding: six) }
        }
    }

    @Test("A field inside a message may not reach beyond that message")
    func innerLength() {
        let leaf = Bytes.field(17, .lengthDelimited, [2, 0x0A, 3]) + [97, 97, 97]
        #expect(throws: WireError.lengthOutOfBounds) { try EveryKind(decoding: leaf) }
        let fixed = Bytes.field(22, .lengthDelimited, [7] + Array(repeating: 0, count: 9))
        #expect(throws: WireError.truncated) { try EveryKind(decoding: fixed) }
        let varint = Bytes.field(21, .lengthDelimited, [1, 0x80]) + [0x01, 0x00]
        #expect(throws: WireError.truncated) { try EveryKind(decoding: varint) }
    }

    @Test("Field number 0, a number too large and an unknown layout are refused")
    func tags() throws {
        #expect(throws: WireError.malformedTag) { try Opaque(decoding: [0x00, 0x00]) }
        #expect(throws: WireError.malformedTag) { try Opaque(decoding: [0x02, 0x00]) }
        #expect(throws: WireError.malformedTag) { try Opaque(decoding: [0x0E]) }
        #expect(throws: WireError.malformedTag) { try Opaque(decoding: [0x0F]) }
        #expect(throws: WireError.malformedTag) { try Opaque(decoding: [0x80, 0x80, 0x80, 0x80, 0x10, 0x00]) }
        #expect(throws: WireError.malformedTag) { try Opaque(decoding: [0x88, 0x80, 0x80, 0x80, 0x80, 0x00, 0x00]) }
        #expect(try EveryKind(decoding: [0x88, 0x80, 0x80, 0x80, 0x00, 0x05]).int32 == 5)
        #expect(try Opaque(decoding: [0xF8, 0xFF, 0xFF, 0xFF, 0x0F, 0x00]).unknownFields.bytes.count == 6)
    }

    @Test(
        "Text that is not UTF-8 is refused",
        arguments: [[0x80], [0xC3], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xFF]] as [[UInt8]])
    func utf8(text: [UInt8]) {
        for number in [14, 19] {
            let bytes = Bytes.field(number, .lengthDelimited, Bytes.delimited(text))
            #expect(throws: WireError.invalidUTF8(field: number)) { try EveryKind(decoding: bytes) }
        }
    }

    @Test("A group that does not begin, does not end or ends as another is refused")
    func groups() {
        let start = Bytes.field(9, .startGroup, [])
        let end = Bytes.field(9, .endGroup, [])
        #expect(throws: WireError.unbalancedGroup) { try Opaque(decoding: end) }
        #expect(throws: WireError.unbalancedGroup) { try Opaque(decoding: start) }
        #expect(throws: WireError.unbalancedGroup) { try Opaque(decoding: start + start + end) }
        #expect(throws: WireError.unbalancedGroup) { try Opaque(decoding: start + Bytes.field(8, .endGroup, [])) }
    }

    @Test("A hundred levels of messages are read, one more is refused")
    func nestedMessages() throws {
        func nested(_ levels: Int) -> [UInt8] {
            (0..<levels).reduce([]) { inner, _ in Bytes.field(2, .lengthDelimited, Bytes.delimited(inner)) }
        }
        let deepest = nested(WireReader.depthLimit)
        #expect(try Tree(decoding: deepest).encoded() == deepest)
        #expect(throws: WireError.tooDeep) { try Tree(decoding: nested(WireReader.depthLimit + 1)) }
        #expect(throws: WireError.tooDeep) { try Tree(decoding: nested(10_000)) }
    }

    @Test("A hundred levels of groups are kept, one more is refused")
    func nestedGroups() throws {
        func nested(_ levels: Int) -> [UInt8] {
            (0..<levels).flatMap { _ in Bytes.field(9, .startGroup, []) }
                + (0..<levels).flatMap { _ in Bytes.field(9, .endGroup, []) }
        }
        let deepest = nested(WireReader.depthLimit)
        #expect(try Opaque(decoding: deepest).encoded() == deepest)
        #expect(throws: WireError.tooDeep) { try Opaque(decoding: nested(WireReader.depthLimit + 1)) }
        #expect(throws: WireError.tooDeep) { try Opaque(decoding: nested(100_000)) }
    }
}
