import Wire

/// Bytes of fields, put together by hand where no message would write them.
enum Bytes {
    /// A tag and whatever follows it.
    static func field(_ number: Int, _ type: WireType, _ payload: [UInt8]) -> [UInt8] {
        var writer = WireWriter()
        writer.tag(number, type)
        writer.raw(payload)
        return writer.bytes
    }

    /// A length and that many bytes.
    static func delimited(_ payload: [UInt8]) -> [UInt8] {
        var writer = WireWriter()
        writer.varint(UInt64(payload.count))
        writer.raw(payload)
        return writer.bytes
    }

    /// Something that is well-formed in each layout.
    static let payloads: [(type: WireType, bytes: [UInt8])] = [
        (.varint, [1]),
        (.fixed64, [1, 0, 0, 0, 0, 0, 0, 0]),
        (.lengthDelimited, [0]),
        (.fixed32, [1, 0, 0, 0]),
    ]
}
