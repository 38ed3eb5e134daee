/// The name of a blob: 1 to 128 characters of `A-Z a-z 0-9 - _ .`, not beginning with a dot.
///
/// So it can be a part of a path and of a URL as it is.
package struct BlobKey: Hashable, Sendable, CustomStringConvertible {
    package let description: String

    /// Takes a name.
    ///
    /// - Throws: ``BlobError/badKey``.
    package init(_ text: String) throws(BlobError) {
        let isGood = text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
                true
            default: false
            }
        }
        guard isGood, (1...128).contains(text.utf8.count), !text.hasPrefix(".") else { throw .badKey }
        description = text
    }

    /// 64 bits that spread keys evenly: FNV-1a, with its bits mixed once more.
    var hash: UInt64 {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in description.utf8 {
            hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
        }
        return (hash ^ hash >> 32) &* 0x9e37_79b9_7f4a_7c15
    }
}
