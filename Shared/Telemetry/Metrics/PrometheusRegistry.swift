import Synchronization

/// Keeps the metrics of the process and writes them for Prometheus.
///
/// It is the factory behind swift-metrics: `MetricsSystem.bootstrap(registry)`, once a process. Labels are resolved when
/// a metric is made, so make metrics once and keep them: using one is an atomic addition, without a lock.
///
/// | swift-metrics | Prometheus |
/// |---|---|
/// | `Counter`, `FloatingPointCounter` | counter; `_total` is added to the name unless it is there |
/// | `Timer` | histogram in seconds; `_seconds` is added to the name unless it is there |
/// | `Recorder` | histogram, in the unit of the values |
/// | `Meter`, `Gauge` | gauge |
///
/// Two metrics of one name and one set of labels are the same metric. One that would not fit what is there (another kind
/// under that name, or more than `seriesLimit` sets of labels) works but is not shown, and is counted in
/// `parley_metrics_refused_total`.
package final class PrometheusRegistry: Sendable {
    struct State {
        var families: [String: MetricFamily] = [:]
        var help: [String: String] = [:]
    }

    let state = Mutex(State())
    let bounds: [String: HistogramBounds]
    let seriesLimit: Int
    let includesProcess: Bool
    let refused = PrometheusCounter()

    /// Makes an empty registry.
    ///
    /// - Parameters:
    ///   - bounds: Bucket bounds for histograms by name; others get `.durations` or `.sizes`.
    ///   - seriesLimit: The most sets of labels of one metric.
    ///   - includesProcess: Whether memory, processor time and open files of this process are shown too.
    package init(bounds: [String: HistogramBounds] = [:], seriesLimit: Int = 2_000, includesProcess: Bool = false) {
        self.bounds = bounds
        self.seriesLimit = seriesLimit
        self.includesProcess = includesProcess
    }

    /// Says what a metric means, in one sentence, under the name that Prometheus sees.
    package func describe(_ name: String, _ help: String) {
        state.withLock { $0.help[name] = help }
    }

    /// Shows a value that is asked for when Prometheus reads, such as the length of a queue.
    ///
    /// - Parameters:
    ///   - name: The name of the gauge.
    ///   - labels: Its labels; a reading under the same name and labels is replaced.
    ///   - read: Returns the value; runs at each read, must not block.
    package func observe(
        _ name: String, labels: [(String, String)] = [], _ read: @escaping @Sendable () -> Double
    ) {
        let name = MetricName.metric(name)
        let labels = MetricLabels(labels)
        state.withLock { $0.families[name]?.series[labels] = nil }
        _ = series(name, labels) { PrometheusReading(read) }
    }

    /// Finds a series, or makes it; one that does not fit is made but not kept.
    func series<Series: MetricSeries>(_ name: String, _ labels: MetricLabels, make: () -> Series) -> Series {
        state.withLock { state in
            let family = state.families[name] ?? MetricFamily(kind: Series.kind)
            if let known = family.series[labels] as? Series { return known }
            let made = make()
            guard family.kind == Series.kind, family.series[labels] == nil, family.series.count < seriesLimit else {
                refused.increment(by: Int64(1))
                return made
            }
            state.families[name, default: family].series[labels] = made
            return made
        }
    }

    /// Forgets a series.
    func remove(_ handler: AnyObject) {
        state.withLock { state in
            for name in state.families.keys {
                guard let place = state.families[name]?.series.first(where: { $0.value === handler }) else { continue }
                state.families[name]?.series[place.key] = nil
            }
        }
    }
}
