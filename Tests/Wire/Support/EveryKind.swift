import Wire

/// A message with a field of every kind that Wire writes.
struct EveryKind: WireMessage {
    var int32: Int32 = 0
    var int64: Int64 = 0
    var uint32: UInt32 = 0
    var uint64: UInt64 = 0
    var sint32: Int32 = 0
    var sint64: Int64 = 0
    var bool = false
    var fixed32: UInt32 = 0
    var fixed64: UInt64 = 0
    var sfixed32: Int32 = 0
    var sfixed64: Int64 = 0
    var float: Float = 0
    var double: Double = 0
    var string = ""
    var bytes: [UInt8] = []
    var colour = Colour(rawValue: 0)
    var leaf: Tree?
    var leaves: [Tree] = []
    var strings: [String] = []
    var int32s: [Int32] = []
    var uint64s: [UInt64] = []
    var fixed64s: [UInt64] = []
    var unknownFields = UnknownFields()

    func encodeFields(to writer: inout WireWriter) {
        writer.int32(int32, at: 1)
        writer.int64(int64, at: 2)
        writer.uint32(uint32, at: 3)
        writer.uint64(uint64, at: 4)
        writer.sint32(sint32, at: 5)
        writer.sint64(sint64, at: 6)
        writer.bool(bool, at: 7)
        writer.fixed32(fixed32, at: 8)
        writer.fixed64(fixed64, at: 9)
        writer.sfixed32(sfixed32, at: 10)
        writer.sfixed64(sfixed64, at: 11)
        writer.float(float, at: 12)
        writer.double(double, at: 13)
        writer.string(string, at: 14)
        writer.bytes(bytes, at: 15)
        writer.enumeration(colour, at: 16)
        writer.message(leaf, at: 17)
        writer.messages(leaves, at: 18)
        writer.strings(strings, at: 19)
        writer.packedInt32s(int32s, at: 20)
        writer.packedUInt64s(uint64s, at: 21)
        writer.packedFixed64s(fixed64s, at: 22)
    }

    mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        switch tag.number {
        case 1: int32 = try reader.int32(tag)
        case 2: int64 = try reader.int64(tag)
        case 3: uint32 = try reader.uint32(tag)
        case 4: uint64 = try reader.uint64(tag)
        case 5: sint32 = try reader.sint32(tag)
        case 6: sint64 = try reader.sint64(tag)
        case 7: bool = try reader.bool(tag)
        case 8: fixed32 = try reader.fixed32(tag)
        case 9: fixed64 = try reader.fixed64(tag)
        case 10: sfixed32 = try reader.sfixed32(tag)
        case 11: sfixed64 = try reader.sfixed64(tag)
        case 12: float = try reader.float(tag)
        case 13: double = try reader.double(tag)
        case 14: string = try reader.string(tag)
        case 15: bytes = try reader.bytes(tag)
        case 16: colour = Colour(rawValue: try reader.int32(tag))
        case 17: leaf = try reader.message(tag, into: leaf)
        case 18: leaves.append(try reader.message(tag))
        case 19: strings.append(try reader.string(tag))
        case 20: try reader.int32s(tag, into: &int32s)
        case 21: try reader.uint64s(tag, into: &uint64s)
        case 22: try reader.fixed64s(tag, into: &fixed64s)
        default: return false
        }
        return true
    }
}

/// An enumeration that keeps the numbers of newer builds.
struct Colour: RawRepresentable, Equatable, Sendable {
    var rawValue: Int32

    static let red = Colour(rawValue: 1)
}
