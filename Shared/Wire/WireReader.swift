/// Reads protobuf fields from bytes that nobody vouches for.
///
/// Each typed read checks the layout that the tag announced; nothing is read beyond the end, and no length is believed
/// before it was compared with what is there.
public struct WireReader: Sendable {
    /// How deep messages and groups may be nested.
    public static let depthLimit = 100
    /// The bytes that a tag or a length may take: both are 32 bits wide, and no implementation takes longer forms.
    @usableFromInline static let shortVarint = 5

    /// All the bytes, beyond those of this message too: nested readers share them rather than cut them.
    @usableFromInline let source: ArraySlice<UInt8>
    /// Where the next read begins; never beyond `end`.
    @usableFromInline var position: Int
    @usableFromInline let end: Int
    @usableFromInline let depth: Int
    /// Where the field that is being read began, its tag included.
    @usableFromInline var fieldStart: Int

    /// Reads these bytes from their beginning.
    @inlinable
    public init(_ bytes: ArraySlice<UInt8>) {
        self.init(bytes, bytes.startIndex..<bytes.endIndex, depth: 0)
    }

    @inlinable
    init(_ source: ArraySlice<UInt8>, _ range: Range<Int>, depth: Int) {
        self.source = source
        position = range.lowerBound
        end = range.upperBound
        self.depth = depth
        fieldStart = range.lowerBound
    }

    // MARK: Layouts

    /// The next tag; nil at the end.
    ///
    /// - Throws: `malformedTag`, `truncated`, `varintTooLong`.
    @inlinable
    public mutating func nextTag() throws(WireError) -> WireTag? {
        guard position < end else { return nil }
        fieldStart = position
        let value = try varint()
        let number = value >> 3
        guard position - fieldStart <= Self.shortVarint, let type = WireType(rawValue: UInt8(value & 7)), number != 0,
            number <= 0x1fff_ffff
        else { throw .malformedTag }
        return WireTag(Int(number), type)
    }

    /// A base-128 varint of at most ten bytes; bits beyond 64 are cut off, as the encoding prescribes.
    @inlinable
    public mutating func varint() throws(WireError) -> UInt64 {
        guard position < end else { throw .truncated }
        let first = source[position]
        position += 1
        return first < 0x80 ? UInt64(first) : try longVarint(after: first)
    }

    @usableFromInline
    mutating func longVarint(after first: UInt8) throws(WireError) -> UInt64 {
        var value = UInt64(first & 0x7f)
        var shift: UInt64 = 7
        while position < end {
            let byte = source[position]
            position += 1
            guard shift < 63 || byte < 0x80 else { throw .varintTooLong }
            value |= UInt64(byte & 0x7f) << shift
            if byte < 0x80 { return value }
            shift += 7
        }
        throw .truncated
    }

    @inlinable
    mutating func littleEndian<Value: FixedWidthInteger & UnsignedInteger>(_: Value.Type) throws(WireError) -> Value {
        let size = MemoryLayout<Value>.size
        guard end - position >= size else { throw .truncated }
        // The guard above keeps the read within the buffer: `position..<end` lies within the slice.
        let value = source.withUnsafeBytes {
            $0.loadUnaligned(fromByteOffset: position - source.startIndex, as: Value.self)
        }
        position += size
        return Value(littleEndian: value)
    }

    /// Where the bytes are that a length announces.
    @inlinable
    mutating func delimited() throws(WireError) -> Range<Int> {
        let announced = position
        let length = try varint()
        guard position - announced <= Self.shortVarint, length <= UInt64(end - position) else {
            throw .lengthOutOfBounds
        }
        let start = position
        position += Int(length)
        return start..<position
    }

    @inlinable
    func expect(_ type: WireType, _ tag: WireTag) throws(WireError) {
        guard tag.type == type else { throw .unexpectedWireType(field: tag.number) }
    }

    // MARK: Single values

    /// Reads an unsigned integer.
    @inlinable
    public mutating func uint64(_ tag: WireTag) throws(WireError) -> UInt64 {
        try expect(.varint, tag)
        return try varint()
    }

    /// Reads an unsigned integer; higher bits are cut off, as the encoding prescribes.
    @inlinable
    public mutating func uint32(_ tag: WireTag) throws(WireError) -> UInt32 {
        UInt32(truncatingIfNeeded: try uint64(tag))
    }

    /// Reads a signed integer.
    @inlinable
    public mutating func int64(_ tag: WireTag) throws(WireError) -> Int64 {
        Int64(bitPattern: try uint64(tag))
    }

    /// Reads a signed integer; higher bits are cut off, as the encoding prescribes.
    @inlinable
    public mutating func int32(_ tag: WireTag) throws(WireError) -> Int32 {
        Int32(truncatingIfNeeded: try uint64(tag))
    }

    /// Reads a signed integer in zigzag form.
    @inlinable
    public mutating func sint64(_ tag: WireTag) throws(WireError) -> Int64 {
        let value = try uint64(tag)
        return Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
    }

    /// Reads a signed integer in zigzag form.
    @inlinable
    public mutating func sint32(_ tag: WireTag) throws(WireError) -> Int32 {
        let value = try uint32(tag)
        return Int32(bitPattern: value >> 1) ^ -Int32(bitPattern: value & 1)
    }

    /// Reads a truth value: any number but zero is true.
    @inlinable
    public mutating func bool(_ tag: WireTag) throws(WireError) -> Bool {
        try uint64(tag) != 0
    }

    /// Reads eight bytes.
    @inlinable
    public mutating func fixed64(_ tag: WireTag) throws(WireError) -> UInt64 {
        try expect(.fixed64, tag)
        return try littleEndian(UInt64.self)
    }

    /// Reads four bytes.
    @inlinable
    public mutating func fixed32(_ tag: WireTag) throws(WireError) -> UInt32 {
        try expect(.fixed32, tag)
        return try littleEndian(UInt32.self)
    }

    /// Reads eight bytes.
    @inlinable
    public mutating func sfixed64(_ tag: WireTag) throws(WireError) -> Int64 {
        Int64(bitPattern: try fixed64(tag))
    }

    /// Reads four bytes.
    @inlinable
    public mutating func sfixed32(_ tag: WireTag) throws(WireError) -> Int32 {
        Int32(bitPattern: try fixed32(tag))
    }

    /// Reads a number.
    @inlinable
    public mutating func double(_ tag: WireTag) throws(WireError) -> Double {
        Double(bitPattern: try fixed64(tag))
    }

    /// Reads a number.
    @inlinable
    public mutating func float(_ tag: WireTag) throws(WireError) -> Float {
        Float(bitPattern: try fixed32(tag))
    }

    /// Reads text.
    ///
    /// - Throws: `invalidUTF8` for bytes that are none.
    @inlinable
    public mutating func string(_ tag: WireTag) throws(WireError) -> String {
        try expect(.lengthDelimited, tag)
        guard let text = Self.text(source[try delimited()]) else { throw .invalidUTF8(field: tag.number) }
        return text
    }

    /// Bytes as text; nil for bytes that are none.
    @usableFromInline
    static func text(_ bytes: ArraySlice<UInt8>) -> String? {
        bytes.withUnsafeBufferPointer { bytes in
            // Nearly all text between services is ASCII, for which there is a much faster way.
            let isASCII = bytes.reduce(0, |) < 0x80
            return isASCII ? String(decoding: bytes, as: UTF8.self) : String(validating: bytes, as: UTF8.self)
        }
    }

    /// Reads bytes.
    @inlinable
    public mutating func bytes(_ tag: WireTag) throws(WireError) -> [UInt8] {
        try expect(.lengthDelimited, tag)
        return Array(source[try delimited()])
    }

    /// Reads a message.
    @inlinable
    public mutating func message<Message: WireMessage>(_ tag: WireTag) throws(WireError) -> Message {
        try message(tag, into: nil)
    }

    /// Reads a message into one that came before under the same number: the two are merged.
    @inlinable
    public mutating func message<Message: WireMessage>(_ tag: WireTag, into earlier: Message?) throws(WireError)
        -> Message
    {
        try expect(.lengthDelimited, tag)
        guard depth < Self.depthLimit else { throw .tooDeep }
        var reader = WireReader(source, try delimited(), depth: depth + 1)
        var message = earlier ?? Message()
        try message.merge(from: &reader)
        return message
    }

    // MARK: Repeated values

    /// Appends integers, packed or single.
    @inlinable
    public mutating func int32s(_ tag: WireTag, into values: inout [Int32]) throws(WireError) {
        try repeated(tag, .varint, into: &values) { reader throws(WireError) in
            Int32(truncatingIfNeeded: try reader.varint())
        }
    }

    /// Appends integers, packed or single.
    @inlinable
    public mutating func uint64s(_ tag: WireTag, into values: inout [UInt64]) throws(WireError) {
        try repeated(tag, .varint, into: &values) { reader throws(WireError) in try reader.varint() }
    }

    /// Appends eight-byte values, packed or single.
    @inlinable
    public mutating func fixed64s(_ tag: WireTag, into values: inout [UInt64]) throws(WireError) {
        try repeated(tag, .fixed64, into: &values) { reader throws(WireError) in
            try reader.littleEndian(UInt64.self)
        }
    }

    /// Appends values of one layout, packed or single.
    ///
    /// - Parameters:
    ///   - tag: The field's tag, which was just read.
    ///   - type: The layout of one value.
    ///   - values: What the values are appended to.
    ///   - read: Reads one value; it is called until the packed bytes end.
    /// - Throws: `unexpectedWireType` for a field of neither form, and what `read` throws.
    @inlinable
    public mutating func repeated<Value>(
        _ tag: WireTag, _ type: WireType, into values: inout [Value],
        _ read: (inout WireReader) throws(WireError) -> Value
    ) throws(WireError) {
        guard tag.type == .lengthDelimited else {
            try expect(type, tag)
            values.append(try read(&self))
            return
        }
        var packed = WireReader(source, try delimited(), depth: depth)
        while packed.position < packed.end {
            values.append(try read(&packed))
        }
    }
}
