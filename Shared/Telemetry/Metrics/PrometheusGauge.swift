import CoreMetrics
import Synchronization

/// Holds the last value that was set.
final class PrometheusGauge: MetricSeries, MeterHandler, RecorderHandler {
    static let kind = MetricKind.gauge

    private let value = Atomic<Double>(0)

    func set(_ value: Int64) { self.value.store(Double(value), ordering: .relaxed) }

    func set(_ value: Double) { self.value.store(value, ordering: .relaxed) }

    func increment(by amount: Double) { value.add(amount) }

    func decrement(by amount: Double) { value.add(-amount) }

    func record(_ value: Int64) { set(value) }

    func record(_ value: Double) { set(value) }

    func write(_ name: String, _ labels: MetricLabels, to writer: inout ExpositionWriter) {
        writer.sample(name, labels, value.load(ordering: .relaxed))
    }
}
