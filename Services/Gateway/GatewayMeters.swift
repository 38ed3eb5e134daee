import Metrics
import Synchronization

/// What a gateway counts.
struct GatewayMeters: Sendable {
    private let sessions = Gauge(label: "parley_gateway_sessions")
    private let opened = Counter(label: "parley_gateway_sessions_opened_total")
    private let frames = Counter(label: "parley_gateway_frames_received_total")
    private let bytes = Counter(label: "parley_gateway_bytes_received_total")
    private let deliveries = Counter(label: "parley_gateway_deliveries_total")
    private let repairs = Counter(label: "parley_gateway_gap_repairs_total")
    private let acknowledgement = Timer(label: "parley_gateway_publish_seconds")
    private let replies: [Int: Counter] = Dictionary(
        uniqueKeysWithValues: (2...5).map {
            ($0, Counter(label: "parley_gateway_replies_total", dimensions: [("class", "\($0)xx")]))
        })
    private let count = Count()

    private final class Count: Sendable {
        let value = Atomic<Int>(0)
    }

    func sessionOpened() {
        opened.increment()
        sessions.record(count.value.add(1, ordering: .relaxed).newValue)
    }

    func sessionClosed() {
        sessions.record(count.value.subtract(1, ordering: .relaxed).newValue)
    }

    func received(bytes size: Int) {
        frames.increment()
        bytes.increment(by: size)
    }

    func replied(_ code: ReplyCode) {
        replies[code.number / 100]?.increment()
    }

    func delivered(_ number: Int) {
        deliveries.increment(by: number)
    }

    func repaired() {
        repairs.increment()
    }

    /// A publish was acknowledged this many milliseconds after it came in.
    func acknowledged(after milliseconds: Int64) {
        acknowledgement.recordMilliseconds(milliseconds)
    }
}
