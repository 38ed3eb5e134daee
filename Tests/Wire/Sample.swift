import Wire

/// A message with one field of each layout, as contract messages are written.
struct Sample: WireMessage {
    var text = ""
    var number: Int64 = 0
    var fixed: UInt64 = 0
    var flag = false
    var bytes: [UInt8] = []
    var child: Child?
    var children: [Child] = []
    var packed: [UInt64] = []
    var zigzag: Int64 = 0
    var unknownFields = UnknownFields()

    struct Child: WireMessage {
        var name = ""
        var unknownFields = UnknownFields()

        func encodeFields(to writer: inout WireWriter) {
            writer.string(name, at: 1)
        }

        mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
            guard tag.number == 1 else { return false }
            name = try reader.string(tag)
            return true
        }
    }

    func encodeFields(to writer: inout WireWriter) {
        writer.string(text, at: 1)
        writer.int64(number, at: 2)
        writer.fixed64(fixed, at: 3)
        writer.bool(flag, at: 4)
        writer.bytes(bytes, at: 5)
        writer.message(child, at: 6)
        writer.messages(children, at: 7)
        writer.packedFixed64s(packed, at: 8)
        writer.sint64(zigzag, at: 9)
    }

    mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        switch tag.number {
        case 1: text = try reader.string(tag)
        case 2: number = try reader.int64(tag)
        case 3: fixed = try reader.fixed64(tag)
        case 4: flag = try reader.bool(tag)
        case 5: bytes = try reader.bytes(tag)
        case 6: child = try reader.message(tag, into: child)
        case 7: children.append(try reader.message(tag))
        case 8: try reader.fixed64s(tag, into: &packed)
        case 9: zigzag = try reader.sint64(tag)
        default: return false
        }
        return true
    }
}

extension Sample {
    /// Any message, long and short fields alike.
    static func random(using generator: inout some RandomNumberGenerator) -> Sample {
        var sample = Sample()
        sample.text = String(repeating: "å", count: Int.random(in: 0...100, using: &generator))
        sample.number = Int64.random(in: .min ... .max, using: &generator)
        sample.fixed = UInt64.random(in: 0 ... .max, using: &generator)
        sample.flag = Bool.random(using: &generator)
        sample.bytes = (0..<Int.random(in: 0...200, using: &generator)).map { UInt8(truncatingIfNeeded: $0) }
        sample.child = Bool.random(using: &generator) ? Child(name: "one") : nil
        sample.children = (0..<Int.random(in: 0...3, using: &generator)).map { Child(name: "\($0)") }
        sample.packed = (0..<Int.random(in: 0...20, using: &generator)).map { UInt64($0) }
        sample.zigzag = Int64.random(in: -5...5, using: &generator)
        return sample
    }
}

/// A generator with a seed, so that a failure can be repeated.
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
        return value ^ value >> 31
    }
}
