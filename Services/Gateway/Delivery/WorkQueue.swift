import Synchronization

/// Owns the gateway's asynchronous work, so that no task outlives the service.
///
/// Each piece is a task of its own rather than the child of one group: a group looks through its children for each that
/// ends, which costs the square of them when all sessions come or go at once. It sets no bound itself: each piece
/// belongs to something that is bounded, such as a session's request, a publish or the repair of a topic.
final class WorkQueue: Sendable {
    typealias Work = @Sendable () async -> Void

    private struct State {
        /// What is under way.
        var tasks: [UInt64: Task<Void, Never>] = [:]
        var last: UInt64 = 0
        var isClosed = false
        var isCancelled = false
        /// Whoever waits for the end of all work.
        var waiting: CheckedContinuation<Void, Never>?

        mutating func takeWaitingIfDone() -> CheckedContinuation<Void, Never>? {
            guard isClosed, tasks.isEmpty else { return nil }
            defer { waiting = nil }
            return waiting
        }
    }

    private let state = Mutex(State())

    /// Hands work over; it starts soon, concurrently with other work.
    ///
    /// Dropped once the queue is closed.
    func submit(_ work: @escaping Work) {
        begin { ended in
            Task {
                await work()
                ended()
            }
        }
    }

    /// Takes in a task that is made where the caller is: an actor's own begins on it, without a way over other threads.
    ///
    /// Nothing is made once the queue is closed.
    ///
    /// - `make`: makes the task, which calls what it is given as the last thing it does.
    func begin(_ make: (_ ended: @escaping @Sendable () -> Void) -> Task<Void, Never>) {
        // Under the lock, so that a task that is over at once is known before it says so.
        state.withLock { state in
            guard !state.isClosed else { return }
            state.last += 1
            let number = state.last
            let task = make { [self] in end(number) }
            state.tasks[number] = task
            if state.isCancelled { task.cancel() }
        }
    }

    /// Lets ``run()`` return when the work handed over before is done.
    func close() {
        let waiting = state.withLock { state in
            state.isClosed = true
            return state.takeWaitingIfDone()
        }
        waiting?.resume()
    }

    /// Returns when the queue is closed and its work is done; cancelling cancels the work under way.
    func run() async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let waiting = state.withLock { state in
                    state.waiting = continuation
                    return state.takeWaitingIfDone()
                }
                waiting?.resume()
            }
        } onCancel: {
            let tasks = state.withLock { state in
                state.isCancelled = true
                return Array(state.tasks.values)
            }
            for task in tasks { task.cancel() }
        }
    }

    private func end(_ number: UInt64) {
        let waiting = state.withLock { state in
            state.tasks[number] = nil
            return state.takeWaitingIfDone()
        }
        waiting?.resume()
    }
}
