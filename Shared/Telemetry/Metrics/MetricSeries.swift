/// What one metric with one set of labels has counted or measured.
protocol MetricSeries: AnyObject, Sendable {
    static var kind: MetricKind { get }

    /// Writes the samples as they are now.
    func write(_ name: String, _ labels: MetricLabels, to writer: inout ExpositionWriter)
}

/// What a metric is, in the words of the exposition format.
enum MetricKind: String {
    case counter
    case gauge
    case histogram
}
