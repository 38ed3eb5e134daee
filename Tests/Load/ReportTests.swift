import Foundation
import Testing

@testable import Load

@Suite struct ReportTests {
    /// A run of two seconds in which each of 1,000 messages took as many microseconds as its number, and reached two.
    private static func result(share: Int64 = 1) -> LoadResult {
        var (record, timeline) = (LatencyRecord(), Timeline(duration: 2_000_000_000))
        for number in 1...1000 {
            record.add(UInt64(number) * 1000)
            timeline.addAcknowledgement(at: UInt64(number) * 2_000_000 - 1, after: UInt64(number) * 1000)
        }
        return LoadResult(
            scenario: "group", target: "ws://somewhere", settings: ["sessions": "<2>"],
            started: "2026-11-21T00:00:00Z", seconds: 2, wasInterrupted: false, shares: 1, users: 3, audience: 1,
            counters: ["sent": 1000, "acknowledged": 1000, "delivered": 2000], refusals: ["pub 429": 2],
            latencies: ["acknowledgement": record], timeline: timeline,
            rounds: [
                Round(number: 1, due: 1_000_000, last: UInt64(share) * 2_000_000, copies: 1),
                Round(number: share + 1, due: 5_000_000, last: 9_000_000, copies: 1),
            ], memory: [ProcessMemory(process: 7, before: 1000 * Int(share), after: 10_000 * Int(share))],
            allBack: nil, leftBehind: 0)
    }

    @Test("A text says what was measured, in columns")
    func text() {
        let text = TextReport.text(Self.result())
        let wanted = """
            group at ws://somewhere: 2 s measured by one process

              users                      3
              messages acknowledged    500  /s
              deliveries                 0  /s
              memory a user          3,000  B
              memory of the server    0.01  MiB

              milliseconds          count   p50   p90   p99  p99.9  longest
              acknowledgement       1,000  0.50  0.90  0.99   1.00     1.00
              delivery to the last      2  1.00  4.00  4.00   4.00     4.00

              sent          1,000
              acknowledged  1,000
              delivered     2,000
            no message lost, duplicated, out of order or unanswered
            refused, closed or failed
              pub 429  2
            """
        #expect(text == wanted)
    }

    @Test("Faults are said, and make the status 1")
    func faults() {
        var result = Self.result()
        #expect(result.status == 0)
        result.counters["lost"] = 3
        #expect(result.status == 1)
        #expect(TextReport.text(result).contains("FAULTS\n  lost  3\n"))
        #expect(HTMLReport.page(result).contains(#"class="fault">3 lost."#))
    }

    @Test("Nothing measured is status 1")
    func empty() {
        var result = Self.result()
        (result.counters, result.latencies, result.memory) = ([:], [:], [])
        #expect(result.isEmpty)
        #expect(result.status == 1)
    }

    @Test("A page is whole, shows charts, and lets nothing out of its text")
    func page() throws {
        let page = HTMLReport.page(Self.result())
        #expect(page.hasPrefix("<!doctype html>"))
        #expect(page.components(separatedBy: "<svg").count == 4)
        #expect(page.contains("sessions &lt;2&gt;"))
        let charts = page.components(separatedBy: "<svg").dropFirst().joined().components(separatedBy: "<h2>")[0]
        #expect(!charts.contains("nan"))
        #expect(!charts.contains("inf"))
        for tag in ["html", "head", "body", "svg", "table", "h2", "p"] {
            let opened = page.matches(of: try Regex("<\(tag)[ >]")).count
            let closed = page.components(separatedBy: "</\(tag)>").count - 1
            #expect(opened == closed, "\(tag)")
        }
    }

    @Test("Results of one run merge: counts and users add up, a message's last reader is the last of all")
    func merging() throws {
        var result = Self.result()
        try result.merge(Self.result(share: 2))
        #expect(result.shares == 2)
        #expect(result.users == 6)
        #expect(result.audience == 2)
        #expect(result[.sent] == 2000)
        #expect(result.refusals == ["pub 429": 4])
        #expect(result.latencies["acknowledgement"]?.count == 2000)
        #expect(result.timeline.acknowledged.reduce(0, +) == 2000)
        #expect(result.rounds.map(\.number) == [1, 2, 3])
        #expect(result.rounds[0] == Round(number: 1, due: 1_000_000, last: 4_000_000, copies: 2))
        #expect(result.lastDelivery.count == 1, "only one has reached both")
        #expect(result.memory == [ProcessMemory(process: 7, before: 1000, after: 20_000)])
        let written = try LoadDocument(result).json()
        let read = try JSONDecoder().decode(LoadDocument.self, from: written)
        #expect(read.figures["users"] == 6)
        #expect(read.result.latencies == result.latencies)
        #expect(read.result.rounds == result.rounds)
    }

    @Test("Results of different runs do not merge")
    func strangers() {
        var result = Self.result()
        var other = LoadResult(
            scenario: "pairs", target: result.target, settings: [:], started: "", seconds: 1, wasInterrupted: false,
            shares: 1, users: 0, audience: 0, counters: [:], refusals: [:], latencies: [:],
            timeline: Timeline(duration: 2_000_000_000), rounds: [], memory: [], allBack: nil, leftBehind: 0)
        #expect(throws: LoadFailure.self) { try result.merge(other) }
        other = Self.result()
        #expect(throws: Never.self) { try result.merge(other) }
    }

    @Test(
        "A chart of one point, of nothing, or of huge numbers is a chart",
        arguments: [[], [(0.0, 0.0)], [(0, 1e12), (1, 5)], [(3, 0.001)]] as [[(Double, Double)]])
    func charts(_ points: [(Double, Double)]) {
        for axis in [LineChart.Axis.even, .percentiles] {
            let chart = LineChart(
                title: "t", horizontal: "x", vertical: "y", axis: axis,
                lines: [LineChart.Line(title: "l", points: points.map { ($0.0, $0.1) })])
            #expect(chart.svg.hasSuffix("</svg>"))
            #expect(!chart.svg.contains("nan"))
            #expect(!chart.svg.contains("inf"))
            #expect(chart.svg.count < 20_000)
        }
    }
}
