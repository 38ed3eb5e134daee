import Metrics

/// What is counted for one topic of what is appended to it.
///
/// | metric, by `topic` | what |
/// |---|---|
/// | `parley_log_appended_records_total` | records that the log took |
/// | `parley_log_refused_appends_total` | calls that failed |
/// | `parley_log_unconfirmed_records` | records handed to the log of which it is not known yet whether it has them |
struct AppendMeters: Sendable {
    private let appended: Counter
    private let refused: Counter
    private let unconfirmed: Meter

    init(topic: String) {
        let dimensions = [("topic", topic)]
        appended = Counter(label: "parley_log_appended_records_total", dimensions: dimensions)
        refused = Counter(label: "parley_log_refused_appends_total", dimensions: dimensions)
        unconfirmed = Meter(label: "parley_log_unconfirmed_records", dimensions: dimensions)
    }

    /// Counts what is handed to the log.
    func begin(_ records: Int) { unconfirmed.increment(by: Double(records)) }

    /// Counts what became of it.
    func settle(_ records: Int, _ failure: EventLogError?) {
        unconfirmed.decrement(by: Double(records))
        if failure == nil { appended.increment(by: records) } else { refused.increment() }
    }
}
