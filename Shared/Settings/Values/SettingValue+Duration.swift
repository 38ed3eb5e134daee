extension Duration: SettingValue {
    package static var expectation: String { "a duration such as 500ms, 30s, 5m or 1h30m" }

    /// From the longest to the shortest, as they must follow each other.
    private static let units: [(name: String, nanoseconds: Int64)] = [
        ("d", 86_400_000_000_000), ("h", 3_600_000_000_000), ("m", 60_000_000_000), ("s", 1_000_000_000),
        ("ms", 1_000_000), ("us", 1_000), ("ns", 1),
    ]

    /// Understands whole numbers, each with its unit, from long to short: `1h30m`; 292 years at most.
    package init?(setting input: SettingInput) {
        guard var rest = input.word?[...], !rest.isEmpty else { return nil }
        var units = Self.units[...]
        var sum: Int64 = 0
        while !rest.isEmpty {
            let digits = rest.prefix { $0.isASCII && $0.isNumber }
            let letters = rest.dropFirst(digits.count).prefix { $0.isLetter }
            guard let count = Int64(digits), let unit = units.firstIndex(where: { $0.name == letters }) else {
                return nil
            }
            let (part, partOverflow) = count.multipliedReportingOverflow(by: units[unit].nanoseconds)
            let (total, totalOverflow) = sum.addingReportingOverflow(part)
            guard !partOverflow, !totalOverflow else { return nil }
            sum = total
            units = units[(unit + 1)...]
            rest = rest.dropFirst(digits.count + letters.count)
        }
        self = .nanoseconds(sum)
    }

    package var settingText: String {
        var rest = self
        var text = ""
        for unit in Self.units where rest >= .nanoseconds(unit.nanoseconds) {
            let count = Int64(rest / .nanoseconds(unit.nanoseconds))
            text += "\(count)\(unit.name)"
            rest -= .nanoseconds(unit.nanoseconds) * count
        }
        return text.isEmpty ? "0s" : text
    }
}
