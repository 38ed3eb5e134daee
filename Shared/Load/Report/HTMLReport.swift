import Foundation

/// A result as one page that needs nothing else.
package enum HTMLReport {
    /// Writes a result.
    package static func page(_ result: LoadResult) -> String {
        """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>parley load \(escaped(result.scenario))</title>
        <style>
        :root { color-scheme: light dark; }
        body { font: 16px/1.5 system-ui, sans-serif; max-width: 800px; margin: 2rem auto; padding: 0 1rem; }
        h1 { font-size: 1.4rem; } h2 { font-size: 1.1rem; margin-top: 2rem; }
        table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
        th, td { padding: .25rem .5rem; text-align: right; border-bottom: 1px solid #8884; }
        th:first-child, td:first-child { text-align: left; }
        svg { width: 100%; height: auto; margin: 1rem 0; }
        .title { font-size: 14px; font-weight: 600; fill: currentColor; }
        .tick { font-size: 12px; } .tick:not([fill]) { fill: currentColor; }
        .rule { stroke: #8886; stroke-width: 1; }
        .fault { color: #c2410c; font-weight: 600; }
        </style>
        </head>
        <body>
        <h1>parley load \(escaped(result.scenario))</h1>
        <p>\(escaped(result.target)), \(escaped(result.started)), \(TextReport.decimal(result.seconds)) s measured by \
        \(result.shares == 1 ? "one process" : "\(result.shares) processes")\(result.wasInterrupted ? ", ended early" : "").
        \(escaped(result.settings.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", "))).</p>
        <p\(result.faults.isEmpty ? "" : #" class="fault""#)>\(verdict(result))</p>
        \(charts(result).map(\.svg).joined(separator: "\n"))
        <h2>Figures</h2>
        \(table(["what", "how much", ""], result.figures.map { [$0.title, TextReport.decimal($0.value), $0.unit] }))
        <h2>Counts</h2>
        \(table(["what", "how often"], LoadCounter.allCases.filter { result[$0] > 0 }.map {
            [$0.words, TextReport.grouped(result[$0])]
        }))
        \(refusals(result))
        </body>
        </html>

        """
    }

    private static func verdict(_ result: LoadResult) -> String {
        if result.isEmpty { return "Nothing could be measured." }
        guard !result.faults.isEmpty else { return "No message was lost, duplicated, out of order or unanswered." }
        return result.faults.map { "\(TextReport.grouped($0.count)) \($0.name)" }.joined(separator: ", ") + "."
    }

    private static func charts(_ result: LoadResult) -> [LineChart] {
        var charts: [LineChart] = []
        let seconds = Double(result.timeline.interval) / 1e9
        let series = [
            ("deliveries", result.timeline.delivered), ("acknowledgements", result.timeline.acknowledged),
        ].filter { $0.1.contains { $0 > 0 } }
        if !series.isEmpty {
            charts.append(
                LineChart(
                    title: "Throughput", horizontal: "seconds", vertical: "a second",
                    lines: series.map { title, counts in
                        LineChart.Line(title: title, points: rates(counts, seconds))
                    }))
        }
        if result.timeline.slowest.contains(where: { $0 > 0 }) {
            let points = result.timeline.slowest.enumerated().map { (Double($0) * seconds, Double($1) / 1e6) }
            charts.append(
                LineChart(
                    title: "Slowest acknowledgement", horizontal: "seconds", vertical: "ms",
                    lines: [LineChart.Line(title: "", points: points)]))
        }
        if !result.timed.isEmpty {
            charts.append(
                LineChart(
                    title: "Times by percentile", horizontal: "percentile", vertical: "ms", axis: .percentiles,
                    lines: result.timed.map { kind, record in
                        LineChart.Line(title: kind.title, points: percentiles(record))
                    }))
        }
        return charts
    }

    private static func rates(_ counts: [Int], _ seconds: Double) -> [(x: Double, y: Double)] {
        counts.enumerated().map { (Double($0) * seconds, Double($1) / seconds) }
    }

    private static func percentiles(_ record: LatencyRecord) -> [(x: Double, y: Double)] {
        var points: [(x: Double, y: Double)] = []
        // Twelve points a nine, as far as there are values for.
        for step in 0...48 {
            let rest = pow(10, -Double(step) / 12)
            if step > 0, Double(record.count) * rest < 1 { break }
            let percent = (1 - rest) * 100
            points.append((percent, Double(record.percentile(percent)) / 1e6))
        }
        return points
    }

    private static func refusals(_ result: LoadResult) -> String {
        guard !result.refusals.isEmpty else { return "" }
        let rows = result.refusals.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
            .map { [$0.key, TextReport.grouped($0.value)] }
        return "<h2>Refused, closed or failed</h2>\n" + table(["what", "how often"], rows)
    }

    private static func table(_ head: [String], _ rows: [[String]]) -> String {
        let cells = { (cells: [String], tag: String) in
            "<tr>" + cells.map { "<\(tag)>\(escaped($0))</\(tag)>" }.joined() + "</tr>"
        }
        return "<table>\n" + ([cells(head, "th")] + rows.map { cells($0, "td") }).joined(separator: "\n")
            + "\n</table>"
    }
}
