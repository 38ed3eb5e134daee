import Synchronization

/// Bounds how long calls may take.
///
/// One sleeping task watches all calls under way. A timer for each call would cost more than the call itself, and live on
/// for the whole timeout after a call that ended at once.
final class DeadlineWatch: Sendable {
    typealias Instant = ContinuousClock.Instant

    private struct Call {
        let deadline: Instant
        let cancel: @Sendable () -> Void
    }

    private struct State {
        var calls: [UInt64: Call] = [:]
        var lastTicket: UInt64 = 0
        /// When `sleeper` wakes; nil when nobody sleeps because no call is under way.
        var wakeup: Instant?
        /// Lives no longer than the watch, and ends by itself once it finds no call under way.
        var sleeper: Task<Void, Never>?
    }

    /// How close together two wake-ups may be: what a deadline may be late by.
    private static let granularity = Duration.milliseconds(1)

    private let state = Mutex(State())

    deinit {
        state.withLock { $0.sleeper?.cancel() }
    }

    /// Runs work away from the caller's executor, and cancels it when the deadline passes.
    ///
    /// Work that ignores its cancellation is still waited for: nothing runs on behind the caller's back.
    ///
    /// - Throws: what the work throws, as a status; `deadlineExceeded` once the deadline has passed; `cancelled`, without
    ///   running the work, when the caller's task is cancelled already.
    @concurrent
    func run<Value: Sendable>(
        until deadline: Instant?, _ work: @escaping @Sendable () async throws -> Value
    ) async throws(RPCStatus) -> Value {
        // Asked here and not left to the work: a task made below would begin before its cancellation reaches it.
        guard !Task.isCancelled else { throw RPCStatus(.cancelled) }
        guard let deadline else { return try await Self.attempt(work).get() }
        guard deadline > .now else { throw RPCStatus(.deadlineExceeded) }
        // A task of its own, so that the deadline can cancel the work and not its caller. It is awaited on every path and
        // cancelled with the caller: it never outlives the call. It begins on this thread, which spares it the way over
        // another one.
        let task = Task.immediate { await Self.attempt(work) }
        let ticket = add(deadline) { task.cancel() }
        let outcome = await withTaskCancellationHandler {
            await task.value
        } onCancel: {
            task.cancel()
        }
        // Work that never pauses is over before anybody watches it.
        guard remove(ticket), deadline > .now else { throw RPCStatus(.deadlineExceeded) }
        return try outcome.get()
    }

    private static func attempt<Value: Sendable>(
        _ work: @Sendable () async throws -> Value
    ) async -> Result<Value, RPCStatus> {
        do {
            return .success(try await work())
        } catch {
            return .failure(RPCStatus(error))
        }
    }

    /// Watches one more call, and has the sleeper woken in time for it.
    private func add(_ deadline: Instant, cancel: @escaping @Sendable () -> Void) -> UInt64 {
        state.withLock { state in
            state.lastTicket += 1
            state.calls[state.lastTicket] = Call(deadline: deadline, cancel: cancel)
            if state.wakeup.map({ deadline < $0 }) ?? true {
                sleep(until: deadline, &state)
            }
            return state.lastTicket
        }
    }

    /// Forgets a call that ended; false when its deadline had passed.
    private func remove(_ ticket: UInt64) -> Bool {
        state.withLock { $0.calls.removeValue(forKey: ticket) != nil }
    }

    private func sleep(until wakeup: Instant, _ state: inout State) {
        state.sleeper?.cancel()
        state.wakeup = wakeup
        state.sleeper = Task.detached { [weak self] in
            try? await Task.sleep(until: wakeup, clock: .continuous)
            guard !Task.isCancelled else { return }
            self?.wake()
        }
    }

    /// Cancels the calls whose time is up and sleeps until the next one's.
    private func wake() {
        let late = state.withLock { state in
            let now = Instant.now
            let late = state.calls.filter { $0.value.deadline <= now }
            for ticket in late.keys {
                state.calls[ticket] = nil
            }
            state.wakeup = nil
            state.sleeper = nil
            if let next = state.calls.values.lazy.map(\.deadline).min() {
                sleep(until: max(next, now + Self.granularity), &state)
            }
            return late.values.map(\.cancel)
        }
        for cancel in late {
            cancel()
        }
    }
}
