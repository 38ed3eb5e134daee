internal import GRDB
internal import Synchronization

/// Learns of the commits of a database, and wakes those who wait for new entries.
final class OutboxCommits: TransactionObserver, Sendable {
    private struct State {
        /// Whether the open transaction has appended.
        ///
        /// Stays true if the write that did was undone alone: a wake-up too
        /// many is harmless.
        var hasAppended = false
        var nextListener = 0
        var listeners: [Int: AsyncStream<Void>.Continuation] = [:]
    }

    private let state = Mutex(State())

    /// Notes that the open transaction appends.
    func noteAppend() {
        state.withLock { $0.hasAppended = true }
    }

    /// A new stream of the commits that appended.
    func wakeups() -> AsyncStream<Void> {
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let id = state.withLock { state in
            state.nextListener += 1
            state.listeners[state.nextListener] = continuation
            return state.nextListener
        }
        continuation.onTermination = { [weak self] _ in self?.forget(id) }
        return stream
    }

    private func forget(_ id: Int) {
        state.withLock { state in
            _ = state.listeners.removeValue(forKey: id)
        }
    }

    /// The appends are reported by `noteAppend`; a watch on the rows themselves would cost each of them a copy.
    func observes(eventsOfKind eventKind: DatabaseEventKind) -> Bool { false }

    func databaseDidChange(with event: DatabaseEvent) {}

    func databaseDidCommit(_ db: Database) {
        let listeners = state.withLock { state in
            defer { state.hasAppended = false }
            return state.hasAppended ? Array(state.listeners.values) : []
        }
        for listener in listeners { listener.yield() }
    }

    func databaseDidRollback(_ db: Database) {
        state.withLock { $0.hasAppended = false }
    }
}
