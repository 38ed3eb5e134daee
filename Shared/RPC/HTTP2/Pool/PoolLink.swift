import Synchronization

/// What tells the task that keeps one connection: that the connection is gone, or that its address is.
///
/// No `AsyncStream`: that one ends for good when a task that waits on it is cancelled, as a pause is that was long enough.
final class PoolLink: Sendable {
    private struct State {
        var isRetired = false
        var isLost = false
        var lastTicket = 0
        var waiter: (ticket: Int, continuation: CheckedContinuation<Void, Never>)?
    }

    private let state = Mutex(State())

    /// Whether the address is gone.
    var isRetired: Bool { state.withLock(\.isRetired) }

    /// Tells that the address is gone.
    func retire() {
        tell { $0.isRetired = true }
    }

    /// Tells that the connection is gone.
    func lose() {
        tell { $0.isLost = true }
    }

    /// Forgets the connections that there were.
    func begin() {
        state.withLock { $0.isLost = false }
    }

    private func tell(_ change: @Sendable (inout State) -> Void) {
        let waiter = state.withLock { state in
            change(&state)
            defer { state.waiter = nil }
            return state.waiter
        }
        waiter?.continuation.resume()
    }

    /// Returns when the connection is gone, or its address, or the task is cancelled.
    func waitForLoss() async {
        await wait { $0.isLost || $0.isRetired }
    }

    /// Returns after a time, or earlier when the address is gone or the task is cancelled.
    func pause(atMost time: Duration) async {
        await withTaskGroup { group in
            group.addTask { try? await Task.sleep(for: time) }
            group.addTask { await self.wait { $0.isRetired } }
            await group.next()
            group.cancelAll()
        }
    }

    private func wait(until isDone: @Sendable (State) -> Bool) async {
        while !Task.isCancelled, !state.withLock({ isDone($0) }) { await waitForChange(isDone) }
    }

    private func waitForChange(_ isDone: @Sendable (State) -> Bool) async {
        let ticket = state.withLock { state in
            state.lastTicket += 1
            return state.lastTicket
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let waits = state.withLock { state in
                    guard !Task.isCancelled, !isDone(state) else { return false }
                    state.waiter = (ticket, continuation)
                    return true
                }
                if !waits { continuation.resume() }
            }
        } onCancel: {
            let waiter = state.withLock { state in
                guard state.waiter?.ticket == ticket else { return nil as CheckedContinuation<Void, Never>? }
                defer { state.waiter = nil }
                return state.waiter?.continuation
            }
            waiter?.resume()
        }
    }
}
