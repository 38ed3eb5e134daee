import Metrics

/// What is counted of calls.
struct CallMeters: Sendable {
    private let started = Counter(label: "parley_calls_started_total")
    private let accepted = Counter(label: "parley_calls_accepted_total")
    private let ended: [CallEnding: Counter] = Dictionary(
        uniqueKeysWithValues: [CallEnding.finished, .missed, .declined, .disconnected].map {
            ($0, Counter(label: "parley_calls_ended_total", dimensions: [("how", $0.rawValue)]))
        })

    /// Counts a change that is durable.
    func count(_ old: Call, _ new: Call) {
        if old.stage == .placing, new.stage != .placing { started.increment() }
        if old.stage != .accepted, new.stage == .accepted { accepted.increment() }
        if old.isLive, let ending = new.ending { ended[ending]?.increment() }
    }
}
