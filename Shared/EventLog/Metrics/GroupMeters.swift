import Metrics

/// What is counted for one group of consumers of one topic: by batch, never by record.
///
/// | metric, by `topic` and `group` | what |
/// |---|---|
/// | `parley_log_consumed_records_total`, `parley_log_consumed_batches_total` | what is done with |
/// | `parley_log_failed_batches_total` | attempts that failed and will be repeated |
/// | `parley_log_dead_letters_total` | records set aside |
/// | `parley_log_in_flight_records` | records that a processor has and is not done with |
/// | `parley_log_rebalances_total` | times that partitions were shared anew, as this process saw it |
/// | `parley_log_lag_records`, also by `partition` | see ``LagMeter`` |
struct GroupMeters: Sendable {
    let consumed: Counter
    let batches: Counter
    let failures: Counter
    let deadLetters: Counter
    let inFlight: Meter
    let rebalances: Counter
    let lag: LagMeter

    init(topic: String, group: String) {
        let dimensions = [("topic", topic), ("group", group)]
        consumed = Counter(label: "parley_log_consumed_records_total", dimensions: dimensions)
        batches = Counter(label: "parley_log_consumed_batches_total", dimensions: dimensions)
        failures = Counter(label: "parley_log_failed_batches_total", dimensions: dimensions)
        deadLetters = Counter(label: "parley_log_dead_letters_total", dimensions: dimensions)
        inFlight = Meter(label: "parley_log_in_flight_records", dimensions: dimensions)
        rebalances = Counter(label: "parley_log_rebalances_total", dimensions: dimensions)
        lag = LagMeter(dimensions)
    }
}
