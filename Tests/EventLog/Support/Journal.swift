import Synchronization

/// What happened, in order, and a way to wait until enough of it has.
final class Journal<Entry: Sendable>: Sendable {
    private struct Waiter {
        let id: Int
        let condition: @Sendable ([Entry]) -> Bool
        let continuation: CheckedContinuation<Void, Never>
    }

    private struct State {
        var entries: [Entry] = []
        var waiters: [Waiter] = []
        var nextID = 0
    }

    private let state = Mutex(State())

    var entries: [Entry] { state.withLock { $0.entries } }

    func add(_ entry: Entry) {
        let ready = state.withLock { state in
            state.entries.append(entry)
            let entries = state.entries
            let ready = state.waiters.filter { $0.condition(entries) }
            state.waiters.removeAll { waiter in ready.contains { $0.id == waiter.id } }
            return ready
        }
        ready.forEach { $0.continuation.resume() }
    }

    /// Waits until the entries fulfil the condition, and returns them; returns too when the test is cancelled.
    @discardableResult
    func until(_ condition: @escaping @Sendable ([Entry]) -> Bool) async -> [Entry] {
        let id = state.withLock { state in
            state.nextID += 1
            return state.nextID
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isReady = state.withLock { state in
                    if Task.isCancelled || condition(state.entries) { return true }
                    state.waiters.append(Waiter(id: id, condition: condition, continuation: continuation))
                    return false
                }
                if isReady { continuation.resume() }
            }
        } onCancel: {
            let waiter = state.withLock { state in
                let waiter = state.waiters.first { $0.id == id }
                state.waiters.removeAll { $0.id == id }
                return waiter
            }
            waiter?.continuation.resume()
        }
        return entries
    }

    /// Waits until there are that many entries.
    @discardableResult
    func until(count: Int) async -> [Entry] {
        await until { $0.count >= count }
    }
}
