/// Header compression: h2spec's "generic" section 5, and its "hpack" cases (RFC 7541).
extension ProtocolCase {
    /// `custom-key`, `custom-value` and `no-cache` in Huffman's code: examples of RFC 7541 appendix C.
    private static let huffmanKey: [UInt8] = [0x88, 0x25, 0xa8, 0x49, 0xe9, 0x5b, 0xa9, 0x7d, 0x7f]
    private static let huffmanValue: [UInt8] = [0x89, 0x25, 0xa8, 0x49, 0xe9, 0x5b, 0xb8, 0xe8, 0xb4, 0xbf]
    private static let huffmanNoCache: [UInt8] = [0xa8, 0xeb, 0x10, 0x64, 0x9c, 0xbf]
    private static let key = [UInt8(10)] + "custom-key".utf8
    private static let value = [UInt8(12)] + "custom-value".utf8
    private static let compressionError: UInt32 = 9

    private static func accepted(_ name: String, before: [UInt8] = [], after: [UInt8] = []) -> ProtocolCase {
        ProtocolCase(
            name, .send(.headers(1, before + FieldBlock.get.bytes + after)), .expect(.answer(1)), .expect(.alive))
    }

    private static func refused(_ name: String, before: [UInt8] = [], after: [UInt8] = []) -> ProtocolCase {
        ProtocolCase(
            name, .send(.headers(1, before + FieldBlock.get.bytes + after)),
            .expect(.connectionError([compressionError])))
    }

    /// Each way to write a field; the name that is in the table is `user-agent`.
    static let compression: [ProtocolCase] = [
        ProtocolCase(
            "5/1 indexed fields", .send(.headers(1, [0x82, 0x86, 0x84] + FieldBlock.field(":authority", "a"))),
            .expect(.answer(1)), .expect(.alive)),
        accepted("5/2 incremental indexing, indexed name", after: [0x7a] + value),
        accepted("5/3 incremental indexing, indexed name, Huffman", after: [0x7a] + huffmanValue),
        accepted("5/4 incremental indexing, new name", after: [0x40] + key + value),
        accepted("5/5 incremental indexing, new name, Huffman", after: [0x40] + huffmanKey + huffmanValue),
        accepted("5/6 without indexing, indexed name", after: [0x0f, 0x2b] + value),
        accepted("5/7 without indexing, indexed name, Huffman", after: [0x0f, 0x2b] + huffmanValue),
        accepted("5/8 without indexing, new name", after: [0x00] + key + value),
        accepted("5/9 without indexing, new name, Huffman", after: [0x00] + huffmanKey + huffmanValue),
        accepted("5/10 never indexed, indexed name", after: [0x1f, 0x2b] + value),
        accepted("5/11 never indexed, indexed name, Huffman", after: [0x1f, 0x2b] + huffmanValue),
        accepted("5/12 never indexed, new name", after: [0x10] + key + value),
        accepted("5/13 never indexed, new name, Huffman", after: [0x10] + huffmanKey + huffmanValue),
        accepted("5/14 a change of the table's size", before: [0x20]),
        accepted("5/15 two changes of the table's size", before: [0x20, 0x3f, 0xe1, 0x1f]),
    ]

    static let compressionErrors: [ProtocolCase] = [
        refused("hpack 2.3.3/1 an index beyond both tables", after: [0xff, 0x00]),
        refused("hpack 2.3.3/2 a name's index beyond both tables", after: [0x7f, 0x20] + value),
        refused("hpack 4.2/1 a change of the table's size at the end", after: [0x20]),
        refused("hpack 5.2/1 padding of more than 7 bits", after: [0x7a, 0x87] + huffmanNoCache + [0xff]),
        // A hyphen, and two bits that should be ones.
        refused("hpack 5.2/2 padding with zeros", after: [0x7a, 0x81, 0x58]),
        refused("hpack 5.2/3 the end of string within one", after: [0x7a, 0x84, 0xff, 0xff, 0xff, 0xff]),
        refused("hpack 6.1/1 index 0", after: [0x80]),
        refused("hpack 6.3/1 a table larger than allowed", before: [0x3f, 0xe2, 0x1f]),
    ]
}
