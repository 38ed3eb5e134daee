import Metrics

/// Counts what a server turns away: `parley_rpc_refusals_total`, with the label `reason`.
struct RefusalMeters: Sendable {
    private let counters: [RPCRefusal: Counter]

    init(_ factory: any MetricsFactory) {
        counters = Dictionary(
            uniqueKeysWithValues: RPCRefusal.allCases.map { refusal in
                let dimensions = [("reason", refusal.rawValue)]
                return (
                    refusal, Counter(label: "parley_rpc_refusals_total", dimensions: dimensions, factory: factory)
                )
            })
    }

    /// Counts one more.
    func count(_ refusal: RPCRefusal) {
        counters[refusal]?.increment()
    }
}
