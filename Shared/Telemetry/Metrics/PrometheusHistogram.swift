import CoreMetrics
import Synchronization

/// Counts values by size.
///
/// A record is one atomic addition for its bucket and one for the sum, without a lock.
final class PrometheusHistogram: MetricSeries, RecorderHandler, TimerHandler {
    static let kind = MetricKind.histogram

    private final class Bucket: Sendable {
        let count = Atomic<Int64>(0)
    }

    private let bounds: HistogramBounds
    private let buckets: [Bucket]
    private let sum = Atomic<Double>(0)

    init(_ bounds: HistogramBounds) {
        self.bounds = bounds
        buckets = (0...bounds.values.count).map { _ in Bucket() }
    }

    func record(_ value: Int64) { record(Double(value)) }

    /// Counts a value; one that is no number counts for nothing.
    func record(_ value: Double) {
        guard value.isFinite else { return }
        buckets[bounds.bucket(of: value)].count.wrappingAdd(1, ordering: .relaxed)
        sum.add(value)
    }

    /// Counts a duration in seconds; a negative one is a clock that was set back and counts as none.
    func recordNanoseconds(_ duration: Int64) {
        record(Double(max(0, duration)) / 1_000_000_000)
    }

    func write(_ name: String, _ labels: MetricLabels, to writer: inout ExpositionWriter) {
        // The count is the sum of the buckets just read, so that the two never disagree.
        var total: Int64 = 0
        for (index, bucket) in buckets.enumerated() {
            total += bucket.count.load(ordering: .relaxed)
            let bound = index < bounds.values.count ? bounds.values[index] : .infinity
            writer.bucket(name, labels, upTo: bound, total)
        }
        writer.sample(name + "_sum", labels, sum.load(ordering: .relaxed))
        writer.sample(name + "_count", labels, total)
    }
}
