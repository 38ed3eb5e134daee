/// One number that a run comes to.
package struct LoadFigure: Sendable, Equatable {
    /// A name for programs: letters only.
    package let name: String
    /// What it says, for people.
    package let title: String
    /// How much.
    package let value: Double
    /// In what; empty for a plain number.
    package let unit: String
}

extension LoadResult {
    private static let percentiles: [(name: String, percent: Double)] = [
        ("P50", 50), ("P90", 90), ("P99", 99), ("P999", 99.9),
    ]

    /// What the run comes to: those figures that there are.
    package var figures: [LoadFigure] {
        var figures: [LoadFigure] = []
        func add(_ name: String, _ title: String, _ value: Double, _ unit: String) {
            figures.append(LoadFigure(name: name, title: title, value: value, unit: unit))
        }
        add("users", "users", Double(users), "")
        if leftBehind > 0 { add("leftBehind", "users that could not be deleted", Double(leftBehind), "") }
        let length = max(seconds, 1e-9)
        if self[.sent] > 0 {
            let acknowledged = timeline.acknowledged.reduce(0, +)
            add("messagesPerSecond", "messages acknowledged", Double(acknowledged) / length, "/s")
        }
        if self[.delivered] > 0 {
            add("deliveriesPerSecond", "deliveries", Double(timeline.delivered.reduce(0, +)) / length, "/s")
        }
        for (kind, record) in timed {
            for (name, percent) in Self.percentiles {
                let value = Double(record.percentile(percent)) / 1e6
                add(kind.name + name, "\(kind.title), p\(percent.formatted)", value, "ms")
            }
            add(kind.name + "Max", "\(kind.title), longest", Double(record.greatest) / 1e6, "ms")
        }
        if let allBack { add("allBack", "all back and attached", allBack, "s") }
        let grown = memory.reduce(0) { $0 + $1.after - $1.before }
        if !memory.isEmpty, users > 0 {
            add("bytesPerUser", "memory a user", Double(grown) / Double(users), "B")
            add("memory", "memory of the server", Double(memory.reduce(0) { $0 + $1.after }) / 1_048_576, "MiB")
        }
        return figures
    }

    /// All that was timed, in a fixed order.
    package var timed: [(kind: LatencyKind, record: LatencyRecord)] {
        LatencyKind.allCases.compactMap { kind in
            let record = kind == .lastDelivery ? lastDelivery : latencies[kind.name]
            return record.flatMap { $0.count > 0 ? (kind, $0) : nil }
        }
    }
}

extension LatencyKind {
    /// What it is, for people.
    package var title: String {
        switch self {
        case .acknowledgement: "acknowledgement"
        case .delivery: "delivery"
        case .lastDelivery: "delivery to the last"
        case .attaching: "attaching"
        case .history: "history page"
        case .returning: "coming back"
        }
    }
}

extension Double {
    /// A percentage without needless digits.
    fileprivate var formatted: String {
        self == rounded() ? "\(Int(self))" : "\(self)"
    }
}
