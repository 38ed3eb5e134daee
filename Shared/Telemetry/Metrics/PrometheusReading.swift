/// A gauge whose value is asked for when it is read.
final class PrometheusReading: MetricSeries {
    static let kind = MetricKind.gauge

    private let read: @Sendable () -> Double

    init(_ read: @escaping @Sendable () -> Double) {
        self.read = read
    }

    func write(_ name: String, _ labels: MetricLabels, to writer: inout ExpositionWriter) {
        writer.sample(name, labels, read())
    }
}
