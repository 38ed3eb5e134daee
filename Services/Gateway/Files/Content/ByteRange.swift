/// What a `Range` header asks for (RFC 9110, section 14.2).
enum ByteRange: Equatable {
    /// Everything: there is no such header, or one that a server may ignore.
    case whole
    /// Some bytes.
    case part(Range<Int64>)
    /// Bytes that there are not.
    case unsatisfiable

    /// Reads the header against a length; several ranges at once are not served, so they count as none.
    init(_ header: String?, size: Int64) {
        guard let header, header.lowercased().hasPrefix("bytes=") else {
            self = .whole
            return
        }
        let spec = header.dropFirst("bytes=".count).filter { $0 != " " }
        let ends = spec.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
        guard ends.count == 2, !spec.contains(","), let first = Self.number(ends[0]), let last = Self.number(ends[1])
        else {
            self = .whole
            return
        }
        switch (first, last) {
        case (nil, nil):
            self = .whole
        case (nil, let count?):
            self = count == 0 || size == 0 ? .unsatisfiable : .part(max(0, size - count)..<size)
        case (let first?, let last):
            if let last, last < first {
                self = .whole
            } else if first >= size {
                self = .unsatisfiable
            } else {
                self = .part(first..<(last.map { min($0, size - 1) + 1 } ?? size))
            }
        }
    }

    /// A number, or nothing; the outer nil for what is neither.
    private static func number(_ text: some StringProtocol) -> Int64?? {
        guard !text.isEmpty else { return .some(nil) }
        guard text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else { return nil }
        return .some(Int64(text) ?? Int64.max)
    }
}
