internal import Synchronization

/// Those who wait for new entries of an outbox.
final class OutboxListeners: Sendable {
    private struct State {
        var next = 0
        var streams: [Int: AsyncStream<Void>.Continuation] = [:]
    }

    private let state = Mutex(State())

    /// A new stream of the commits that appended; the newest is kept while nobody reads.
    func wakeups() -> AsyncStream<Void> {
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let id = state.withLock { state in
            state.next += 1
            state.streams[state.next] = continuation
            return state.next
        }
        continuation.onTermination = { [weak self] _ in self?.forget(id) }
        return stream
    }

    /// Tells all of them that there may be new entries.
    func wake() {
        for stream in state.withLock({ Array($0.streams.values) }) { stream.yield() }
    }

    private func forget(_ id: Int) {
        state.withLock { state in
            _ = state.streams.removeValue(forKey: id)
        }
    }
}
