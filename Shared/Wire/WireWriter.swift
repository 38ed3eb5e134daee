/// Appends protobuf fields to a byte array (proto3 rules: a value at its default is left out).
public struct WireWriter: Sendable {
    /// What has been written.
    public var bytes: [UInt8] = []

    /// Creates an empty writer with room for a message of the usual size.
    @inlinable
    public init() {
        bytes.reserveCapacity(384)
    }

    // MARK: Layouts

    /// Writes a base-128 varint, the least significant group first.
    @inlinable
    public mutating func varint(_ value: UInt64) {
        var rest = value
        while rest > 0x7f {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: rest))
    }

    /// Writes a tag.
    @inlinable
    public mutating func tag(_ number: Int, _ type: WireType) {
        varint(UInt64(number) << 3 | UInt64(type.rawValue))
    }

    /// Writes bytes as they are.
    @inlinable
    public mutating func raw(_ value: [UInt8]) {
        bytes.append(contentsOf: value)
    }

    /// Writes the little-endian bytes of an integer.
    @inlinable
    public mutating func littleEndian(_ value: some FixedWidthInteger) {
        withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
    }

    /// Writes a length and what `body` writes: the length is put in afterwards, one byte in the common case.
    @inlinable
    public mutating func delimited(_ body: (inout WireWriter) -> Void) {
        let start = bytes.count
        bytes.append(0)
        body(&self)
        let length = bytes.count - start - 1
        if length < 0x80 {
            bytes[start] = UInt8(length)
        } else {
            widen(start, to: length)
        }
    }

    /// Makes room for a length of more than one byte and puts it in.
    @usableFromInline
    mutating func widen(_ start: Int, to length: Int) {
        let size = (Int.bitWidth - length.leadingZeroBitCount + 6) / 7
        bytes.insert(contentsOf: repeatElement(0, count: size - 1), at: start)
        for place in 0..<size {
            let more: UInt8 = place < size - 1 ? 0x80 : 0
            bytes[start + place] = UInt8(truncatingIfNeeded: length >> (7 * place)) & 0x7f | more
        }
    }

    // MARK: Single values

    /// Writes an unsigned integer, unless zero.
    @inlinable
    public mutating func uint64(_ value: UInt64, at number: Int) {
        guard value != 0 else { return }
        tag(number, .varint)
        varint(value)
    }

    /// Writes an unsigned integer, unless zero.
    @inlinable
    public mutating func uint32(_ value: UInt32, at number: Int) {
        uint64(UInt64(value), at: number)
    }

    /// Writes a signed integer, unless zero; a negative one takes ten bytes.
    @inlinable
    public mutating func int64(_ value: Int64, at number: Int) {
        uint64(UInt64(bitPattern: value), at: number)
    }

    /// Writes a signed integer, unless zero; a negative one takes ten bytes.
    @inlinable
    public mutating func int32(_ value: Int32, at number: Int) {
        int64(Int64(value), at: number)
    }

    /// Writes a signed integer in zigzag form, unless zero.
    @inlinable
    public mutating func sint64(_ value: Int64, at number: Int) {
        uint64(UInt64(bitPattern: value << 1 ^ value >> 63), at: number)
    }

    /// Writes a signed integer in zigzag form, unless zero.
    @inlinable
    public mutating func sint32(_ value: Int32, at number: Int) {
        uint64(UInt64(UInt32(bitPattern: value << 1 ^ value >> 31)), at: number)
    }

    /// Writes a truth value, unless false.
    @inlinable
    public mutating func bool(_ value: Bool, at number: Int) {
        uint64(value ? 1 : 0, at: number)
    }

    /// Writes an enumeration's number, unless zero.
    @inlinable
    public mutating func enumeration(_ value: some RawRepresentable<Int32>, at number: Int) {
        int32(value.rawValue, at: number)
    }

    /// Writes eight bytes, unless zero.
    @inlinable
    public mutating func fixed64(_ value: UInt64, at number: Int) {
        guard value != 0 else { return }
        tag(number, .fixed64)
        littleEndian(value)
    }

    /// Writes four bytes, unless zero.
    @inlinable
    public mutating func fixed32(_ value: UInt32, at number: Int) {
        guard value != 0 else { return }
        tag(number, .fixed32)
        littleEndian(value)
    }

    /// Writes eight bytes, unless zero.
    @inlinable
    public mutating func sfixed64(_ value: Int64, at number: Int) {
        fixed64(UInt64(bitPattern: value), at: number)
    }

    /// Writes four bytes, unless zero.
    @inlinable
    public mutating func sfixed32(_ value: Int32, at number: Int) {
        fixed32(UInt32(bitPattern: value), at: number)
    }

    /// Writes a number, unless positive zero.
    @inlinable
    public mutating func double(_ value: Double, at number: Int) {
        fixed64(value.bitPattern, at: number)
    }

    /// Writes a number, unless positive zero.
    @inlinable
    public mutating func float(_ value: Float, at number: Int) {
        fixed32(value.bitPattern, at: number)
    }

    /// Writes text, unless empty.
    @inlinable
    public mutating func string(_ value: String, at number: Int) {
        guard !value.isEmpty else { return }
        element(value, at: number)
    }

    /// Writes bytes, unless empty.
    @inlinable
    public mutating func bytes(_ value: [UInt8], at number: Int) {
        guard !value.isEmpty else { return }
        tag(number, .lengthDelimited)
        varint(UInt64(value.count))
        bytes.append(contentsOf: value)
    }

    /// Writes a message, unless nil.
    @inlinable
    public mutating func message(_ value: (some WireMessage)?, at number: Int) {
        guard let value else { return }
        tag(number, .lengthDelimited)
        delimited { value.encode(to: &$0) }
    }

    // MARK: Repeated values

    /// Writes every message, empty ones too.
    @inlinable
    public mutating func messages(_ values: [some WireMessage], at number: Int) {
        for value in values {
            message(value, at: number)
        }
    }

    /// Writes every text, empty ones too.
    @inlinable
    public mutating func strings(_ values: [String], at number: Int) {
        for value in values {
            element(value, at: number)
        }
    }

    /// Writes integers in packed form.
    @inlinable
    public mutating func packedInt32s(_ values: [Int32], at number: Int) {
        packed(values, at: number) { $0.varint(UInt64(bitPattern: Int64($1))) }
    }

    /// Writes integers in packed form.
    @inlinable
    public mutating func packedUInt64s(_ values: [UInt64], at number: Int) {
        packed(values, at: number) { $0.varint($1) }
    }

    /// Writes eight-byte values in packed form.
    @inlinable
    public mutating func packedFixed64s(_ values: [UInt64], at number: Int) {
        packed(values, at: number) { $0.littleEndian($1) }
    }

    /// Writes values in packed form, unless there are none.
    ///
    /// - Parameters:
    ///   - values: What to write.
    ///   - number: The field's number.
    ///   - write: Writes one value, without a tag.
    @inlinable
    public mutating func packed<Value>(_ values: [Value], at number: Int, _ write: (inout WireWriter, Value) -> Void) {
        guard !values.isEmpty else { return }
        tag(number, .lengthDelimited)
        delimited { writer in
            for value in values {
                write(&writer, value)
            }
        }
    }

    @inlinable
    mutating func element(_ value: String, at number: Int) {
        tag(number, .lengthDelimited)
        varint(UInt64(value.utf8.count))
        bytes.append(contentsOf: value.utf8)
    }
}
