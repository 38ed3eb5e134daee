/// All series of one metric.
struct MetricFamily {
    let kind: MetricKind
    var series: [MetricLabels: any MetricSeries] = [:]
}
