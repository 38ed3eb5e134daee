/// The part of a file that a client asks for (RFC 9110, section 14).
enum ByteRange: Equatable {
    /// Everything: no part is asked for, or in a way that need not be understood.
    case everything
    /// These bytes.
    case part(Range<Int>)
    /// Nothing that the file has.
    case unsatisfiable

    /// Reads a `Range` header for a file of some size, bytes.
    ///
    /// Several parts at once count as everything, as section 14.2 allows.
    init(_ header: String?, size: Int) {
        guard let header, header.lowercased().hasPrefix("bytes=") else {
            self = .everything
            return
        }
        let ends = header.dropFirst(6).split(separator: "-", omittingEmptySubsequences: false)
        guard ends.count == 2, let first = Number(ends[0]), let last = Number(ends[1]) else {
            self = .everything
            return
        }
        switch (first.value, last.value) {
        case (nil, nil):
            self = .everything
        case (nil, let count?):
            self = count > 0 && size > 0 ? .part(max(0, size - count)..<size) : .unsatisfiable
        case (let first?, let last):
            if let last, last < first {
                self = .everything
            } else if first >= size {
                self = .unsatisfiable
            } else {
                self = .part(first..<(last.map { min($0, size - 1) } ?? size - 1) + 1)
            }
        }
    }

    /// One end of a range.
    private struct Number {
        /// Nil where it is left out.
        let value: Int?

        init?(_ text: Substring) {
            let digits = text.filter { $0 != " " }
            guard !digits.isEmpty else {
                value = nil
                return
            }
            guard digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let value = Int(digits) else { return nil }
            self.value = value
        }
    }
}
