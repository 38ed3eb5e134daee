/// How long a call may take, as `grpc-timeout` says it: at most eight digits and a unit (gRPC over HTTP/2, "Timeout").
enum CallTimeout {
    private static let limit: Int64 = 99_999_999
    /// Units by letter with their length in nanoseconds, the finest first.
    private static let units: [(Character, Int64)] = [
        ("n", 1), ("u", 1000), ("m", 1_000_000), ("S", 1_000_000_000), ("M", 60_000_000_000),
        ("H", 3_600_000_000_000),
    ]

    /// Writes a timeout in the finest unit that has room for it, rounded up; less than nothing is nothing.
    static func encode(_ timeout: Duration) -> String {
        let nanoseconds = nanoseconds(timeout)
        for (letter, length) in units {
            let (count, rest) = nanoseconds.quotientAndRemainder(dividingBy: length)
            let rounded = rest > 0 ? count + 1 : count
            if rounded <= limit { return "\(rounded)\(letter)" }
        }
        return "\(limit)H"
    }

    /// Reads a timeout; nil when it is malformed.
    static func decode(_ text: String) -> Duration? {
        let digits = text.utf8.dropLast()
        guard (1...8).contains(digits.count), digits.allSatisfy({ (48...57).contains($0) }),
            let count = Int64(text.dropLast()), let unit = units.first(where: { $0.0 == text.last })
        else { return nil }
        // The greatest, some eleven thousand years, is more than nanoseconds can count.
        let (nanoseconds, isTooLong) = count.multipliedReportingOverflow(by: unit.1)
        return isTooLong ? .nanoseconds(Int64.max) : .nanoseconds(nanoseconds)
    }

    private static func nanoseconds(_ duration: Duration) -> Int64 {
        guard duration > .zero else { return 0 }
        let (seconds, attoseconds) = duration.components
        guard seconds < 1_000_000_000 else { return 1_000_000_000 * 1_000_000_000 }
        return seconds * 1_000_000_000 + (attoseconds + 999_999_999) / 1_000_000_000
    }
}
