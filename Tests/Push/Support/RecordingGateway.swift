import Contracts
import RPC
import Synchronization

/// A gateway node that notes what is delivered to it, and fails or waits when told to.
final class RecordingGateway: GatewayRPC {
    private struct State {
        var calls: [[Delivery]] = []
        var failures = 0
        var warnings = 0
        var isHolding = false
        var isHanging = false
        var held: [CheckedContinuation<Void, Never>] = []
        var watchers: [(count: Int, continuation: CheckedContinuation<Void, Never>)] = []
    }

    private let state = Mutex(State())

    /// What each call brought, also those that then failed; recipients that were not said again are filled in.
    var calls: [[Delivery]] { state.withLock { $0.calls } }

    /// The messages of all calls, in order.
    var messages: [StoredMessage] { calls.flatMap(\.self).compactMap { $0.message?.message } }

    /// The events of all calls, in order.
    var events: [Event] { calls.flatMap(\.self).compactMap(\.event) }

    /// How often it was told that it may have missed something.
    var warnings: Int { state.withLock { $0.warnings } }

    /// Makes the next calls fail.
    func fail(next count: Int) {
        state.withLock { $0.failures = count }
    }

    /// Keeps answers back until ``release()``.
    func hold() {
        state.withLock { $0.isHolding = true }
    }

    /// Gives the answers that were kept back.
    func release() {
        let held = state.withLock { state in
            defer { state.held = [] }
            state.isHolding = false
            return state.held
        }
        held.forEach { $0.resume() }
    }

    /// Makes calls last until their callers give them up.
    func hang(_ isHanging: Bool) {
        state.withLock { $0.isHanging = isHanging }
    }

    /// Returns when there were that many calls.
    func reached(_ count: Int) async {
        await withCheckedContinuation { continuation in
            let isThere = state.withLock { state in
                guard state.calls.count < count else { return true }
                state.watchers.append((count, continuation))
                return false
            }
            if isThere { continuation.resume() }
        }
    }

    func deliver(_ request: DeliverRequest, _ context: CallContext) async throws -> EmptyMessage {
        // The router may say it at any time, beside what is delivered.
        if request.deliveries.isEmpty {
            state.withLock { $0.warnings += request.mayHaveMissed ? 1 : 0 }
            return EmptyMessage()
        }
        let (due, fails, hangs) = state.withLock { state in
            state.calls.append(request.wholeDeliveries)
            let due = state.watchers.filter { $0.count <= state.calls.count }
            state.watchers.removeAll { $0.count <= state.calls.count }
            defer { state.failures = max(0, state.failures - 1) }
            return (due, state.failures > 0, state.isHanging)
        }
        due.forEach { $0.continuation.resume() }
        if fails { throw RPCStatus.unavailable() }
        if hangs { try await Task.sleep(for: .seconds(3_600)) }
        await withCheckedContinuation { continuation in
            let isHeld = state.withLock { state in
                guard state.isHolding else { return false }
                state.held.append(continuation)
                return true
            }
            if !isHeld { continuation.resume() }
        }
        return EmptyMessage()
    }
}
