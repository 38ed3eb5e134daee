internal import Metrics

/// What the client port counts.
struct EdgeMeters: Sendable {
    private let accepted = Counter(label: "parley_gateway_connections_accepted_total")
    private let refused = Counter(label: "parley_gateway_connections_refused_total")
    private let left = EdgeMeters.closed("left")
    private let closed = EdgeMeters.closed("closed")
    private let violation = EdgeMeters.closed("violation")
    private let idle = EdgeMeters.closed("idle")
    private let slow = EdgeMeters.closed("slow")
    private let failed = EdgeMeters.closed("failed")

    /// Counts a connection taken in, or one too many.
    func accepted(isRefused: Bool) {
        accepted.increment()
        if isRefused { refused.increment() }
    }

    /// Counts a WebSocket that ended.
    func ended(_ end: ConnectionEnd) {
        switch end {
        case .left: left.increment()
        case .closed: closed.increment()
        case .violation: violation.increment()
        case .idle: idle.increment()
        case .slow: slow.increment()
        case .failed: failed.increment()
        }
    }

    private static func closed(_ reason: String) -> Counter {
        Counter(label: "parley_gateway_websockets_closed_total", dimensions: [("reason", reason)])
    }
}
