import EventLog
import Synchronization

/// An outbox in memory that fails when the test wants it to.
final class MemoryOutbox: OutboxSource {
    enum Operation: Sendable, Equatable {
        case pending
        case remove(through: Int64)
    }

    struct Failure: Error {}

    private struct State {
        var entries: [OutboxEntry] = []
        var lastID: Int64 = 0
        var failuresOfPending = 0
        var failuresOfRemove = 0
        var feeds: [AsyncStream<Void>.Continuation] = []
    }

    private let state = Mutex(State())
    /// What was asked of it, in order.
    let operations = Journal<Operation>()

    var entries: [OutboxEntry] { state.withLock { $0.entries } }

    var wakeups: AsyncStream<Void> {
        let (stream, feed) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        state.withLock { $0.feeds.append(feed) }
        return stream
    }

    /// Adds numbered entries, and wakes the relay if asked to.
    func add(_ numbers: Range<Int>, wake: Bool = true) {
        let feeds = state.withLock { state in
            for number in numbers {
                state.lastID += 1
                state.entries.append(OutboxEntry(id: state.lastID, record: .numbered(number)))
            }
            return wake ? state.feeds : []
        }
        feeds.forEach { $0.yield() }
    }

    /// Has the next calls fail.
    func fail(pending: Int = 0, remove: Int = 0) {
        state.withLock { state in
            state.failuresOfPending = pending
            state.failuresOfRemove = remove
        }
    }

    /// Ends the streams of wake-ups.
    func endWakeups() {
        let feeds = state.withLock { $0.feeds }
        feeds.forEach { $0.finish() }
    }

    func pending(limit: Int) async throws -> [OutboxEntry] {
        operations.add(.pending)
        return try state.withLock { state in
            if state.failuresOfPending > 0 {
                state.failuresOfPending -= 1
                throw Failure()
            }
            return Array(state.entries.prefix(limit))
        }
    }

    func remove(through id: Int64) async throws {
        try state.withLock { state in
            if state.failuresOfRemove > 0 {
                state.failuresOfRemove -= 1
                throw Failure()
            }
            state.entries.removeAll { $0.id <= id }
        }
        operations.add(.remove(through: id))
    }
}
