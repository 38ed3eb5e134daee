import Synchronization

extension PrometheusRegistry {
    /// The media type of the exposition.
    package static let contentType = "text/plain; version=0.0.4; charset=utf-8"

    /// All metrics as they are now, sorted by name and labels.
    ///
    /// Costs a visit to every series; metrics can be used and made meanwhile.
    package func exposition() -> [UInt8] {
        let snapshot = state.withLock { $0 }
        var writer = ExpositionWriter()
        for (name, family) in snapshot.families.sorted(by: { $0.key < $1.key }) where !family.series.isEmpty {
            writer.family(name, family.kind, help: snapshot.help[name])
            for (labels, series) in family.series.sorted(by: { $0.key < $1.key }) {
                series.write(name, labels, to: &writer)
            }
        }
        let refusedName = "parley_metrics_refused_total"
        writer.family(refusedName, .counter, help: "Metrics that did not fit and are not shown.")
        refused.write(refusedName, MetricLabels([]), to: &writer)
        if includesProcess { ProcessMetrics.write(to: &writer) }
        return writer.bytes
    }
}
