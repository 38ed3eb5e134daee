/// The headers of a record in one column: each name and each value as its length (4 bytes, big endian) and its UTF-8.
enum HeaderBytes {
    /// Writes headers as bytes.
    static func encode(_ headers: [(String, String)]) -> [UInt8] {
        var bytes: [UInt8] = []
        for (name, value) in headers {
            append(name, to: &bytes)
            append(value, to: &bytes)
        }
        return bytes
    }

    /// Reads headers back.
    ///
    /// - Throws: `StoreError.corrupted` if the bytes are not what `encode` made.
    static func decode(_ bytes: [UInt8]) throws(StoreError) -> [(String, String)] {
        var rest = bytes[...]
        var headers: [(String, String)] = []
        while !rest.isEmpty {
            headers.append((try text(&rest), try text(&rest)))
        }
        return headers
    }

    private static func append(_ text: String, to bytes: inout [UInt8]) {
        let count = UInt32(text.utf8.count)
        for shift in [24, 16, 8, 0] as [UInt32] {
            bytes.append(UInt8(truncatingIfNeeded: count >> shift))
        }
        bytes.append(contentsOf: text.utf8)
    }

    private static func text(_ rest: inout ArraySlice<UInt8>) throws(StoreError) -> String {
        guard rest.count >= 4 else { throw .corrupted }
        let count = Int(rest.prefix(4).reduce(0 as UInt32) { $0 << 8 | UInt32($1) })
        rest = rest.dropFirst(4)
        guard rest.count >= count, let text = String(validating: rest.prefix(count), as: UTF8.self) else {
            throw .corrupted
        }
        rest = rest.dropFirst(count)
        return text
    }
}
