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
        appendPadded(date.year, width: 4, to: &bytes)
        bytes.append(.minus)
        appendPadded(date.month, width: 2, to: &bytes)
        bytes.append(.minus)
        appendPadded(date.day, width: 2, to: &bytes)
        bytes.append(UInt8(ascii: "T"))
        appendPadded(ofDay / 3_600_000, width: 2, to: &bytes)
        bytes.append(.colon)
        appendPadded(ofDay / 60_000 % 60, width: 2, to: &bytes)
        bytes.append(.colon)
        appendPadded(ofDay / 1000 % 60, width: 2, to: &bytes)
        if ofDay % 1000 != 0 {
            bytes.append(.point)
            appendPadded(ofDay % 1000, width: 3, to: &bytes)
            while bytes.last == .zero { bytes.removeLast() }
        }
        bytes.append(UInt8(ascii: "Z"))
    }

    private static func appendPadded(_ number: Int, width: Int, to bytes: inout [UInt8]) {
        var divisor = 1
        for _ in 1..<width { divisor *= 10 }
        while divisor > 0 {
            bytes.append(.zero &+ UInt8(truncatingIfNeeded: number / divisor % 10))
            divisor /= 10
        }
    }
}
