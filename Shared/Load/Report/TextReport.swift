import Foundation

/// A result as text: figures, times in a table, and what was not as it should be.
package enum TextReport {
    private static let percentiles = [50, 90, 99, 99.9]

    /// Writes a result.
    package static func text(_ result: LoadResult) -> String {
        let processes = result.shares == 1 ? "one process" : "\(result.shares) processes"
        var lines = [
            "\(result.scenario) at \(result.target): \(decimal(result.seconds)) s measured by \(processes)"
                + (result.wasInterrupted ? ", ended early" : "")
        ]
        let plain = result.figures.filter { figure in
            !result.timed.contains { figure.name.hasPrefix($0.kind.name) }
        }
        lines += [""] + table(plain.map { [$0.title, decimal($0.value), $0.unit] }, numbers: [1])
        if !result.timed.isEmpty { lines += [""] + times(result) }
        lines += [""] + counts(result)
        return lines.joined(separator: "\n")
    }

    /// The times, one kind a line.
    private static func times(_ result: LoadResult) -> [String] {
        let head = ["milliseconds", "count"] + percentiles.map { "p" + plain($0) } + ["longest"]
        let rows = result.timed.map { kind, record in
            [kind.title, grouped(record.count)] + percentiles.map { milliseconds(record.percentile($0)) }
                + [milliseconds(record.greatest)]
        }
        return table([head] + rows, numbers: Set(1..<head.count))
    }

    /// What was counted: first what is right, then faults, then what was refused.
    private static func counts(_ result: LoadResult) -> [String] {
        let sound = LoadCounter.allCases.filter { !$0.isFault && result[$0] > 0 }
        var lines = table(sound.map { [$0.words, grouped(result[$0])] }, numbers: [1])
        let faults = result.faults
        lines.append(faults.isEmpty ? "no message lost, duplicated, out of order or unanswered" : "FAULTS")
        lines += table(faults.map { [$0.name, grouped($0.count)] }, numbers: [1])
        guard !result.refusals.isEmpty else { return lines }
        let refusals = result.refusals.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        return lines + ["refused, closed or failed"]
            + table(refusals.prefix(20).map { [$0.key, grouped($0.value)] }, numbers: [1])
    }

    /// Aligns columns; those with numbers to the right.
    private static func table(_ rows: [[String]], numbers: Set<Int>) -> [String] {
        guard let first = rows.first else { return [] }
        let widths = first.indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            let cells = row.enumerated().map { column, cell in
                let padding = String(repeating: " ", count: widths[column] - cell.count)
                return numbers.contains(column) ? padding + cell : cell + padding
            }
            let line = "  " + cells.joined(separator: "  ")
            return String(line.reversed().drop { $0 == " " }.reversed())
        }
    }

    // MARK: Numbers

    static func milliseconds(_ nanoseconds: UInt64) -> String {
        let value = Double(nanoseconds) / 1e6
        return String(format: value < 10 ? "%.2f" : value < 100 ? "%.1f" : "%.0f", value)
    }

    /// Three digits that count, with groups of thousands.
    static func decimal(_ value: Double) -> String {
        guard value.magnitude < 100 else { return grouped(Int(value.rounded())) }
        return value == value.rounded() ? "\(Int(value))" : String(format: value < 10 ? "%.2f" : "%.1f", value)
    }

    static func grouped(_ number: Int) -> String {
        var digits = Array(String(number.magnitude))
        for place in stride(from: digits.count - 3, to: 0, by: -3) { digits.insert(",", at: place) }
        return (number < 0 ? "-" : "") + String(digits)
    }

    private static func plain(_ percent: Double) -> String {
        percent == percent.rounded() ? "\(Int(percent))" : "\(percent)"
    }
}

extension LoadCounter {
    /// What it counts, for people.
    var words: String {
        switch self {
        case .notesReceived: "notes received"
        case .notesSent: "notes sent"
        case .interrupted: "cut off while on their way"
        case .absent: "sessions that never came"
        case .disconnected: "connections lost"
        case .connected: "connections made"
        default: name
        }
    }
}
