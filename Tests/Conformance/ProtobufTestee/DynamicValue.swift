import Wire

/// One value of any kind.
///
/// A number is kept as 64 bits: a signed one extended by its sign, a `float` or `double` as its bit pattern.
enum DynamicValue: Hashable, Sendable {
    case number(UInt64)
    case text(String)
    case bytes([UInt8])
    case message(DynamicMessage)

    /// Reads one value; a message is merged into the one that came before.
    init(
        _ kind: ValueKind, _ tag: WireTag, from reader: inout WireReader, into earlier: DynamicValue? = nil
    ) throws(WireError) {
        switch kind {
        case .int32, .enumeration: self = .number(Self.bits(try reader.int32(tag)))
        case .int64: self = .number(Self.bits(try reader.int64(tag)))
        case .uint32: self = .number(UInt64(try reader.uint32(tag)))
        case .uint64: self = .number(try reader.uint64(tag))
        case .sint32: self = .number(Self.bits(try reader.sint32(tag)))
        case .sint64: self = .number(Self.bits(try reader.sint64(tag)))
        case .fixed32: self = .number(UInt64(try reader.fixed32(tag)))
        case .fixed64: self = .number(try reader.fixed64(tag))
        case .sfixed32: self = .number(Self.bits(try reader.sfixed32(tag)))
        case .sfixed64: self = .number(Self.bits(try reader.sfixed64(tag)))
        case .float: self = .number(UInt64(try reader.float(tag).bitPattern))
        case .double: self = .number(try reader.double(tag).bitPattern)
        case .bool: self = .number(try reader.bool(tag) ? 1 : 0)
        case .string: self = .text(try reader.string(tag))
        case .bytes: self = .bytes(try reader.bytes(tag))
        case .message(let name):
            var message = DynamicMessage(of: .named(name))
            if case .message(let before) = earlier { message = before }
            self = .message(try reader.message(tag, into: message))
        }
    }

    private static func bits(_ value: some SignedInteger) -> UInt64 {
        UInt64(bitPattern: Int64(value))
    }

    /// Writes a field as proto3 does: not at all, if it is at its default.
    func write(_ kind: ValueKind, at number: Int, to writer: inout WireWriter) {
        switch self {
        case .text(let text): writer.string(text, at: number)
        case .bytes(let bytes): writer.bytes(bytes, at: number)
        case .message(let message): writer.message(message, at: number)
        case .number(let bits):
            switch kind {
            case .int32, .enumeration: writer.int32(Int32(truncatingIfNeeded: bits), at: number)
            case .int64: writer.int64(Int64(bitPattern: bits), at: number)
            case .uint32: writer.uint32(UInt32(truncatingIfNeeded: bits), at: number)
            case .sint32: writer.sint32(Int32(truncatingIfNeeded: bits), at: number)
            case .sint64: writer.sint64(Int64(bitPattern: bits), at: number)
            case .fixed32: writer.fixed32(UInt32(truncatingIfNeeded: bits), at: number)
            case .fixed64: writer.fixed64(bits, at: number)
            case .sfixed32: writer.sfixed32(Int32(truncatingIfNeeded: bits), at: number)
            case .sfixed64: writer.sfixed64(Int64(bitPattern: bits), at: number)
            case .float: writer.float(Float(bitPattern: UInt32(truncatingIfNeeded: bits)), at: number)
            case .double: writer.double(Double(bitPattern: bits), at: number)
            case .bool: writer.bool(bits != 0, at: number)
            case .uint64, .string, .bytes, .message: writer.uint64(bits, at: number)
            }
        }
    }

    /// Writes a field whatever its value.
    func writeAlways(_ kind: ValueKind, at number: Int, to writer: inout WireWriter) {
        writer.tag(number, kind.layout)
        writeUntagged(kind, to: &writer)
    }

    /// Writes the value alone, as it stands after a tag or in a packed field.
    func writeUntagged(_ kind: ValueKind, to writer: inout WireWriter) {
        switch self {
        case .text(let text): writer.delimited { $0.raw(Array(text.utf8)) }
        case .bytes(let bytes): writer.delimited { $0.raw(bytes) }
        case .message(let message): writer.delimited { message.encode(to: &$0) }
        case .number(let bits):
            switch kind.layout {
            case .fixed32: writer.littleEndian(UInt32(truncatingIfNeeded: bits))
            case .fixed64: writer.littleEndian(bits)
            default: writer.varint(kind == .sint32 || kind == .sint64 ? Self.zigzag(bits) : bits)
            }
        }
    }

    private static func zigzag(_ bits: UInt64) -> UInt64 {
        bits << 1 ^ UInt64(bitPattern: Int64(bitPattern: bits) >> 63)
    }

    /// Whether this key of a map is written before another one of the same kind: numbers by size, texts by their bytes.
    func precedes(_ other: DynamicValue, _ kind: ValueKind) -> Bool {
        switch (self, other) {
        case (.number(let left), .number(let right)):
            switch kind {
            case .uint64, .fixed64: left < right
            default: Int64(bitPattern: left) < Int64(bitPattern: right)
            }
        case (.text(let left), .text(let right)): left.utf8.lexicographicallyPrecedes(right.utf8)
        default: false
        }
    }
}
