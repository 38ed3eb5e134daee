import CoreMetrics
import Testing

@testable import Telemetry

extension PrometheusRegistry {
    /// The exposition without the registry's own metric at its end.
    fileprivate var text: String {
        let text = String(decoding: exposition(), as: UTF8.self)
        return text.split(separator: "# HELP parley_metrics_refused_total", omittingEmptySubsequences: false).first
            .map(String.init) ?? text
    }
}

@Suite struct PrometheusRegistryTests {
    private let registry = PrometheusRegistry(
        bounds: ["batch": HistogramBounds([1, 10]), "wait_seconds": HistogramBounds([0.5, 2])], seriesLimit: 3)

    @Test("A counter counts whole and broken numbers, by labels")
    func counter() {
        Counter(label: "parley_acks_total", dimensions: [("kind", "pub")], factory: registry).increment(by: 2)
        Counter(label: "parley_acks_total", dimensions: [("kind", "pub")], factory: registry).increment()
        Counter(label: "parley_acks_total", factory: registry).increment()
        FloatingPointCounter(label: "cpu", factory: registry).increment(by: 0.25)
        #expect(
            registry.text == """
                # TYPE cpu_total counter
                cpu_total 0.25
                # TYPE parley_acks_total counter
                parley_acks_total 1
                parley_acks_total{kind="pub"} 3

                """)
    }

    @Test("A counter never goes down, except that it can be reset")
    func counterGoesUp() {
        let counter = Counter(label: "a", factory: registry)
        counter.increment(by: 5)
        counter.increment(by: -3)
        #expect(registry.text.contains("a_total 5\n"))
        counter.reset()
        #expect(registry.text.contains("a_total 0\n"))
    }

    @Test("A gauge goes both ways")
    func gauge() {
        let meter = Meter(label: "sessions", factory: registry)
        meter.set(10)
        meter.increment(by: 2.5)
        meter.decrement()
        Gauge(label: "plain", factory: registry).record(-3)
        #expect(
            registry.text == """
                # TYPE plain gauge
                plain -3
                # TYPE sessions gauge
                sessions 11.5

                """)
    }

    @Test("A recorder counts values by size; a bound belongs to its own bucket")
    func histogram() {
        let recorder = Recorder(label: "batch", dimensions: [("log", "submit")], factory: registry)
        for value in [0, 1, 2, 10, 11] { recorder.record(value) }
        recorder.record(Double.nan)
        #expect(
            registry.text == """
                # TYPE batch histogram
                batch_bucket{log="submit",le="1"} 2
                batch_bucket{log="submit",le="10"} 4
                batch_bucket{log="submit",le="+Inf"} 5
                batch_sum{log="submit"} 24
                batch_count{log="submit"} 5

                """)
    }

    @Test("A timer counts in seconds")
    func timer() {
        let timer = Timer(label: "wait", factory: registry)
        timer.recordNanoseconds(-1)
        timer.recordMilliseconds(500)
        timer.recordSeconds(3)
        #expect(
            registry.text == """
                # TYPE wait_seconds histogram
                wait_seconds_bucket{le="0.5"} 2
                wait_seconds_bucket{le="2"} 2
                wait_seconds_bucket{le="+Inf"} 3
                wait_seconds_sum 3.5
                wait_seconds_count 3

                """)
    }

    @Test("A reading is taken when it is asked for, and replaced by a later one")
    func reading() {
        registry.observe("depth", labels: [("partition", "1")]) { 1 }
        registry.observe("depth", labels: [("partition", "1")]) { .infinity }
        #expect(registry.text == "# TYPE depth gauge\ndepth{partition=\"1\"} +Inf\n")
    }

    @Test("Names and labels are made to fit; values are escaped; labels are sorted")
    func escaping() {
        Counter(label: "parley.acks-2", dimensions: [("ü", "a\"b\\c\nd"), ("le", "x"), ("1", "")], factory: registry)
            .increment()
        #expect(registry.text.contains(#"parley_acks_2_total{_="a\"b\\c\nd",_1="",le_="x"} 1"#))
    }

    @Test("What a metric means stands above it")
    func help() {
        registry.describe("a_total", "Counts\n\\.")
        Counter(label: "a", factory: registry).increment()
        #expect(registry.text == "# HELP a_total Counts\\n\\\\.\n# TYPE a_total counter\na_total 1\n")
    }

    @Test("A metric of another kind under a known name works, but is not shown")
    func kindConflict() {
        Counter(label: "a_total", factory: registry).increment()
        Meter(label: "a_total", dimensions: [("x", "1")], factory: registry).set(7)
        #expect(registry.text == "# TYPE a_total counter\na_total 1\n")
        #expect(registry.exposition().count > registry.text.utf8.count)
        #expect(String(decoding: registry.exposition(), as: UTF8.self).contains("parley_metrics_refused_total 1\n"))
    }

    @Test("Labels without end are cut off")
    func seriesLimit() {
        for number in 0..<10 {
            Counter(label: "a", dimensions: [("n", "\(number)")], factory: registry).increment()
        }
        #expect(registry.text.split(separator: "\n").count == 1 + 3)
        #expect(String(decoding: registry.exposition(), as: UTF8.self).contains("parley_metrics_refused_total 7\n"))
    }

    @Test("A destroyed metric is no longer shown")
    func destroy() {
        let counter = Counter(label: "a", factory: registry)
        let timer = Timer(label: "b", factory: registry)
        counter.destroy()
        timer.destroy()
        #expect(registry.text.isEmpty)
    }

    @Test("Nothing is lost when many threads count at once")
    func threads() async {
        let registry = registry
        let counter = Counter(label: "a", factory: registry)
        let recorder = Recorder(label: "batch", factory: registry)
        await withDiscardingTaskGroup { group in
            for _ in 0..<8 {
                group.addTask {
                    for _ in 0..<5_000 {
                        counter.increment()
                        recorder.record(0.5)
                    }
                }
            }
        }
        #expect(registry.text.contains("a_total 40000\n"))
        #expect(registry.text.contains("batch_sum 20000\nbatch_count 40000\n"))
    }

    @Test("The process shows its memory and its open files")
    func process() {
        let text = String(decoding: PrometheusRegistry(includesProcess: true).exposition(), as: UTF8.self)
        for name in [
            "process_resident_memory_bytes", "process_open_fds", "process_max_fds", "process_cpu_seconds_total",
        ] {
            #expect(text.contains("\n\(name) "))
        }
    }
}
