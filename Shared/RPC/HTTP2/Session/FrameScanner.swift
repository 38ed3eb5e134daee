/// Finds the begin of frames in bytes, however they are cut, without looking at what frames mean (RFC 9113 section 4.1).
///
/// nghttp2 passes over some frames without telling; this sees them.
struct FrameScanner {
    /// The header of a frame.
    struct Header: Equatable {
        let kind: UInt8
        let stream: Int32
        /// Where its last byte is in the bytes that are looked at.
        let last: Int
    }

    private static let headerLength = 9

    /// Bytes to pass over before the next header.
    private var skipping: Int
    private var header: [UInt8] = []

    /// - Parameter prefix: Bytes before the first frame.
    init(prefix: Int) {
        skipping = prefix
    }

    /// The next header that becomes complete in bytes from an index on; nil when they end before.
    mutating func next(in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Header? {
        var index = start
        while index < bytes.count {
            let skipped = min(skipping, bytes.count - index)
            skipping -= skipped
            index += skipped
            while header.count < Self.headerLength, index < bytes.count {
                header.append(bytes[index])
                index += 1
            }
            guard header.count == Self.headerLength else { return nil }
            defer { header.removeAll(keepingCapacity: true) }
            skipping = header[0..<3].reduce(0) { $0 << 8 | Int($1) }
            let stream = header[5...].reduce(0 as UInt32) { $0 << 8 | UInt32($1) } & 0x7fff_ffff
            return Header(kind: header[3], stream: Int32(stream), last: index - 1)
        }
        return nil
    }
}
