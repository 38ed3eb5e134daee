internal import Synchronization

/// The writes that wait for a transaction, in the order they came.
final class WriteQueue: Sendable {
    private struct State {
        var waiting: [PendingWrite] = []
        var isWorkerRunning = false
    }

    private let state = Mutex(State())

    /// How many writes wait.
    var count: Int { state.withLock { $0.waiting.count } }

    /// Adds a write.
    ///
    /// - Returns: True if nobody works on the queue yet, so that the caller has to start the worker.
    func append(_ write: PendingWrite) -> Bool {
        state.withLock { state in
            state.waiting.append(write)
            guard !state.isWorkerRunning else { return false }
            state.isWorkerRunning = true
            return true
        }
    }

    /// Takes out the oldest writes, at most so many.
    func take(_ limit: Int) -> [PendingWrite] {
        state.withLock { state in
            guard state.waiting.count > limit else {
                defer { state.waiting = [] }
                return state.waiting
            }
            defer { state.waiting.removeFirst(limit) }
            return Array(state.waiting.prefix(limit))
        }
    }

    /// Asks, at the end of a transaction, whether the worker is needed for another.
    ///
    /// - Returns: False if nothing waits: the worker stops, and the next `append` starts it again.
    func workerContinues() -> Bool {
        state.withLock { state in
            state.isWorkerRunning = !state.waiting.isEmpty
            return state.isWorkerRunning
        }
    }
}
