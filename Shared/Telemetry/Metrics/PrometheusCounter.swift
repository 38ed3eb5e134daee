import CoreMetrics
import Synchronization

/// Counts up; an increment by a whole number is one atomic addition.
final class PrometheusCounter: MetricSeries, CounterHandler, FloatingPointCounterHandler {
    static let kind = MetricKind.counter

    private let whole = Atomic<Int64>(0)
    private let fraction = Atomic<Double>(0)

    /// Adds; a counter never goes down, so that a negative amount counts for nothing.
    func increment(by amount: Int64) {
        guard amount > 0 else { return }
        whole.wrappingAdd(amount, ordering: .relaxed)
    }

    /// Adds; negative and infinite amounts count for nothing.
    func increment(by amount: Double) {
        guard amount > 0, amount.isFinite else { return }
        fraction.add(amount)
    }

    func reset() {
        whole.store(0, ordering: .relaxed)
        fraction.store(0, ordering: .relaxed)
    }

    func write(_ name: String, _ labels: MetricLabels, to writer: inout ExpositionWriter) {
        let sum = fraction.load(ordering: .relaxed)
        let count = whole.load(ordering: .relaxed)
        if sum == 0 {
            writer.sample(name, labels, count)
        } else {
            writer.sample(name, labels, Double(count) + sum)
        }
    }
}
