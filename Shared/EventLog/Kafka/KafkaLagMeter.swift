import Metrics

/// Tells how many records each partition of a consumer has still to process.
///
/// Every few seconds, not with every record.
struct KafkaLagMeter {
    private let topic: String
    private let group: String
    private var next = ContinuousClock.now
    private static let interval = Duration.seconds(5)

    init(topic: String, group: String) {
        self.topic = topic
        self.group = group
    }

    mutating func report(_ buffers: [KafkaPartitionBuffer], of consumer: KafkaConsumer) {
        guard ContinuousClock.now >= next else { return }
        next = .now + Self.interval
        for buffer in buffers {
            guard let end = consumer.end(of: buffer.partition), let done = buffer.committable else { continue }
            let dimensions = [("topic", topic), ("group", group), ("partition", "\(buffer.partition)")]
            Gauge(label: "parley_log_lag_records", dimensions: dimensions).record(max(0, end - done))
        }
    }
}
