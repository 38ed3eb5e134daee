/// All that one event loop measures.
struct Meter {
    /// The measured time, nanoseconds of the monotonic clock; empty before it is known.
    private(set) var window: Range<UInt64> = 0..<0
    private(set) var timeline = Timeline(duration: 0)
    private var records: [LatencyRecord?] = Array(repeating: nil, count: LatencyKind.allCases.count)
    private var counters = Array(repeating: 0, count: LoadCounter.allCases.count)
    /// What was refused, closed or failed: how often, by a word for what and its code.
    private(set) var refusals: [String: Int] = [:]

    /// The times of each kind that has any.
    var latencies: [LatencyKind: LatencyRecord] {
        var latencies: [LatencyKind: LatencyRecord] = [:]
        for kind in LatencyKind.allCases { latencies[kind] = records[kind.rawValue] }
        return latencies
    }

    /// How often something was counted.
    subscript(counter: LoadCounter) -> Int { counters[counter.rawValue] }

    /// Sets the measured time: what was due outside of it is not timed.
    mutating func measure(_ window: Range<UInt64>) {
        self.window = window
        timeline = Timeline(duration: window.upperBound - window.lowerBound)
        for kind: LatencyKind in [.acknowledgement, .delivery] { records[kind.rawValue] = LatencyRecord() }
    }

    @inline(__always)
    mutating func count(_ counter: LoadCounter, _ amount: Int = 1) {
        counters[counter.rawValue] += amount
    }

    /// Counts something that did not go well.
    mutating func refuse(_ what: String) {
        refusals[what, default: 0] += 1
    }

    @inline(__always)
    mutating func acknowledge(due: UInt64, at now: UInt64) {
        count(.acknowledged)
        let latency = now - min(due, now)
        if window.contains(now) { timeline.addAcknowledgement(at: now - window.lowerBound, after: latency) }
        if window.contains(due) { records[LatencyKind.acknowledgement.rawValue]?.add(latency) }
    }

    @inline(__always)
    mutating func deliver(due: UInt64, at now: UInt64) {
        count(.delivered)
        if window.contains(now) { timeline.addDelivery(at: now - window.lowerBound) }
        if window.contains(due) { records[LatencyKind.delivery.rawValue]?.add(now - min(due, now)) }
    }

    /// Times something else, whenever it happened.
    mutating func time(_ kind: LatencyKind, _ nanoseconds: UInt64) {
        var record = records[kind.rawValue] ?? LatencyRecord()
        // Taken out while it changes: it is large.
        records[kind.rawValue] = nil
        record.add(nanoseconds)
        records[kind.rawValue] = record
    }
}
