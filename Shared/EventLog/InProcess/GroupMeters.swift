import Metrics

/// What is counted for one group of consumers of one topic.
///
/// Counted by batch, never by record.
struct GroupMeters: Sendable {
    let consumed: Counter
    let batches: Counter
    let failures: Counter
    let deadLetters: Counter

    init(topic: String, group: String) {
        let dimensions = [("topic", topic), ("group", group)]
        consumed = Counter(label: "parley_log_consumed_records_total", dimensions: dimensions)
        batches = Counter(label: "parley_log_consumed_batches_total", dimensions: dimensions)
        failures = Counter(label: "parley_log_failed_batches_total", dimensions: dimensions)
        deadLetters = Counter(label: "parley_log_dead_letters_total", dimensions: dimensions)
    }
}
