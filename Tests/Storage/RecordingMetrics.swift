import CoreMetrics
import Synchronization

/// Metrics that keep every value, by label and dimensions.
final class RecordingMetrics: MetricsFactory {
    private let recorded = Mutex<[String: [Double]]>([:])

    func values(_ name: String) -> [Double] {
        recorded.withLock { $0[name] ?? [] }
    }

    func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        handler(label, dimensions)
    }

    func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool) -> any RecorderHandler {
        handler(label, dimensions)
    }

    func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        handler(label, dimensions)
    }

    func destroyCounter(_ handler: any CounterHandler) {}
    func destroyRecorder(_ handler: any RecorderHandler) {}
    func destroyTimer(_ handler: any TimerHandler) {}

    private func handler(_ label: String, _ dimensions: [(String, String)]) -> Handler {
        let name = "\(label){\(dimensions.map { "\($0.0)=\($0.1)" }.joined(separator: ","))}"
        return Handler { value in self.recorded.withLock { $0[name, default: []].append(value) } }
    }

    private final class Handler: CounterHandler, RecorderHandler, TimerHandler {
        let keep: @Sendable (Double) -> Void

        init(_ keep: @escaping @Sendable (Double) -> Void) {
            self.keep = keep
        }

        func increment(by amount: Int64) { keep(Double(amount)) }
        func reset() {}
        func record(_ value: Int64) { keep(Double(value)) }
        func record(_ value: Double) { keep(value) }
        func recordNanoseconds(_ duration: Int64) { keep(Double(duration)) }
    }
}
