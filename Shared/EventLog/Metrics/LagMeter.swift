import Metrics
import Synchronization

/// Tells how many records of each partition a group has still to be done with: `parley_log_lag_records`.
///
/// A consumer tells it of the partitions that it has, every ``interval`` and not with every record.
final class LagMeter: Sendable {
    /// How often lag is told of.
    static let interval = Duration.seconds(5)

    private let dimensions: [(String, String)]
    /// That of the task that makes the meter: lag may be told by a thread, which has none.
    private let factory = MetricsSystem.factory
    private let gauges = Mutex<[Int: Gauge]>([:])

    init(_ dimensions: [(String, String)]) {
        self.dimensions = dimensions
    }

    /// Tells the lag of the partitions that the consumer has now.
    ///
    /// Of others it tells nothing any more: their new owner does.
    func report(_ lags: [Int: Int64]) {
        gauges.withLock { gauges in
            for (partition, gauge) in gauges where lags[partition] == nil {
                gauge.destroy()
                gauges[partition] = nil
            }
            for (partition, lag) in lags {
                let gauge =
                    gauges[partition]
                    ?? Gauge(
                        label: "parley_log_lag_records", dimensions: dimensions + [("partition", "\(partition)")],
                        factory: factory)
                gauges[partition] = gauge
                gauge.record(lag)
            }
        }
    }
}
