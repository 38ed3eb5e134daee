/// A protobuf message whose fields are written and read by hand.
///
/// ```swift
/// public func encodeFields(to writer: inout WireWriter) {
///     writer.string(topic, at: 1)
///     writer.int64(sequence, at: 2)
/// }
///
/// public mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
///     switch tag.number {
///     case 1: topic = try reader.string(tag)
///     case 2: sequence = try reader.int64(tag)
///     default: return false
///     }
///     return true
/// }
/// ```
public protocol WireMessage: Sendable, Equatable {
    /// A message with every field at its default.
    init()
    /// Fields this build does not know, kept as read and written back unchanged.
    var unknownFields: UnknownFields { get set }
    /// Writes every field that is not at its default.
    func encodeFields(to writer: inout WireWriter)
    /// Reads the value of one field; false when the number is unknown, and the field is then kept as it is.
    mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool
}

extension WireMessage {
    /// The message's bytes.
    @inlinable
    public func encoded() -> [UInt8] {
        var writer = WireWriter()
        encode(to: &writer)
        return writer.bytes
    }

    /// Writes the known fields, then the unknown ones.
    @inlinable
    public func encode(to writer: inout WireWriter) {
        encodeFields(to: &writer)
        writer.raw(unknownFields.bytes)
    }

    /// Reads a whole message.
    ///
    /// - Throws: ``WireError`` for bytes that are no message of this kind; any bytes are safe to try.
    @inlinable
    public init(decoding bytes: [UInt8]) throws(WireError) {
        try self.init(decoding: bytes[...])
    }

    /// Reads a whole message from a part of some bytes.
    @inlinable
    public init(decoding bytes: ArraySlice<UInt8>) throws(WireError) {
        self.init()
        var reader = WireReader(bytes)
        try merge(from: &reader)
    }

    /// Reads fields to the end: single values replace what was there, messages merge, repeated ones append.
    ///
    /// A known number with another layout than its own is an unknown field, as in every other implementation: a field
    /// may have changed its type since this build.
    @inlinable
    public mutating func merge(from reader: inout WireReader) throws(WireError) {
        while let tag = try reader.nextTag() {
            let value = reader.position
            do throws(WireError) {
                if try decodeField(tag, from: &reader) { continue }
            } catch {
                guard error == .unexpectedWireType(field: tag.number) else { throw error }
                reader.position = value
            }
            try reader.keep(tag, in: &unknownFields)
        }
    }
}
