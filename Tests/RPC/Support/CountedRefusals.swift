import CoreMetrics
import Synchronization

@testable import RPC

/// Metrics that know how much was refused, by the reason.
final class CountedRefusals: MetricsFactory {
    private let counts = Mutex<[String: Int64]>([:])

    func count(of refusal: RPCRefusal) -> Int64 {
        counts.withLock { $0[refusal.rawValue] ?? 0 }
    }

    func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        let reason = label == "parley_rpc_refusals_total" ? dimensions.first { $0.0 == "reason" }?.1 : nil
        return Handler { amount in self.counts.withLock { $0[reason ?? label, default: 0] += amount } }
    }

    func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool) -> any RecorderHandler {
        Handler { _ in }
    }

    func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        Handler { _ in }
    }

    func destroyCounter(_ handler: any CounterHandler) {}
    func destroyRecorder(_ handler: any RecorderHandler) {}
    func destroyTimer(_ handler: any TimerHandler) {}

    private final class Handler: CounterHandler, RecorderHandler, TimerHandler {
        private let add: @Sendable (Int64) -> Void

        init(_ add: @escaping @Sendable (Int64) -> Void) {
            self.add = add
        }

        func increment(by amount: Int64) { add(amount) }
        func reset() {}
        func record(_ value: Int64) {}
        func record(_ value: Double) {}
        func recordNanoseconds(_ duration: Int64) {}
    }
}
