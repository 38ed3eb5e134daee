internal import Synchronization

/// Counts the calls that are inside, lets no more in than the limit, and none after it was closed.
final class AccessGate: Sendable {
    fileprivate struct State {
        var inside = 0
        var isClosed = false
        var waitingForEmpty: [CheckedContinuation<Void, Never>] = []
    }

    private let limit: Int
    private let state = Mutex(State())

    init(limit: Int) {
        self.limit = limit
    }

    /// Lets one call in, which has to leave.
    ///
    /// - Returns: False if the gate is closed or the limit reached; the call must not go on.
    func enter() -> Bool {
        state.withLock { state in
            guard !state.isClosed, state.inside < limit else { return false }
            state.inside += 1
            return true
        }
    }

    /// Notes that one call has finished.
    func leave() {
        let waiting = state.withLock { state in
            state.inside -= 1
            return state.inside == 0 ? state.takeWaiting() : []
        }
        for continuation in waiting { continuation.resume() }
    }

    /// Lets nobody in any more, and returns when all have left.
    func close() async {
        await withCheckedContinuation { continuation in
            let waiting = state.withLock { state in
                state.isClosed = true
                state.waitingForEmpty.append(continuation)
                return state.inside == 0 ? state.takeWaiting() : []
            }
            for continuation in waiting { continuation.resume() }
        }
    }
}

extension AccessGate.State {
    fileprivate mutating func takeWaiting() -> [CheckedContinuation<Void, Never>] {
        defer { waitingForEmpty = [] }
        return waitingForEmpty
    }
}
