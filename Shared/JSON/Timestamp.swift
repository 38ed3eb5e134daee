/// Times as the client protocol writes them: RFC 3339 in UTC with milliseconds, trailing zeros trimmed.
///
/// `2026-11-20T23:16:50.377Z`, `2026-11-20T23:16:59.5Z`, `2026-11-20T23:17:00Z`. A time is an `Int64` of milliseconds
/// since 1970 in UTC, counted without leap seconds.
package enum Timestamp {
    /// The first and the last time that can be written, in the years 0000 and 9999.
    package static let range: ClosedRange<Int64> = -62_167_219_200_000...253_402_300_799_999

    static let dayLength: Int64 = 86_400_000

    /// The text of a time; one out of range is written as the nearest in range.
    package static func text(_ milliseconds: Int64) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(24)
        append(milliseconds, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Appends the text of a time; one out of range is written as the nearest in range.
    package static func append(_ milliseconds: Int64, to bytes: inout [UInt8]) {
        let time = min(max(milliseconds, range.lowerBound), range.upperBound)
        let days = (time >= 0 ? time : time - (dayLength - 1)) / dayLength
        let ofDay = Int(time - days * dayLength)
        let date = CivilDate(daysSince1970: Int(days))
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 24) { text in
            write(date.year, width: 4, at: 0, to: text, then: "-")
            write(date.month, width: 2, at: 5, to: text, then: "-")
            write(date.day, width: 2, at: 8, to: text, then: "T")
            write(ofDay / 3_600_000, width: 2, at: 11, to: text, then: ":")
            write(ofDay / 60_000 % 60, width: 2, at: 14, to: text, then: ":")
            write(ofDay / 1000 % 60, width: 2, at: 17, to: text, then: ".")
            write(ofDay % 1000, width: 3, at: 20, to: text, then: "Z")
            var end = 23
            while text[end - 1] == .zero, end > 20 { end -= 1 }
            if end == 20 { end = 19 }
            text.initializeElement(at: end, to: UInt8(ascii: "Z"))
            bytes.append(contentsOf: text[...end])
        }
    }

    private static func write(
        _ number: Int, width: Int, at start: Int, to text: UnsafeMutableBufferPointer<UInt8>, then mark: Unicode.Scalar
    ) {
        var rest = number
        for place in (start..<start + width).reversed() {
            text.initializeElement(at: place, to: .zero &+ UInt8(truncatingIfNeeded: rest % 10))
            rest /= 10
        }
        text.initializeElement(at: start + width, to: UInt8(ascii: mark))
    }
}
