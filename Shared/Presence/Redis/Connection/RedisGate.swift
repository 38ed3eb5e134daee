import Synchronization

/// Counts what is on its way to Redis, and lets no more in than its bounds.
final class RedisGate: Sendable {
    private struct State {
        var count = 0
        var bytes = 0
    }

    private let maximumCount: Int
    private let maximumBytes: Int
    private let state = Mutex(State())

    /// Makes an empty gate.
    ///
    /// - Parameters:
    ///   - maximumCount: The most commands.
    ///   - maximumBytes: The most bytes of commands.
    init(maximumCount: Int, maximumBytes: Int) {
        self.maximumCount = maximumCount
        self.maximumBytes = maximumBytes
    }

    /// Lets commands in, all or none; false if they are too many or too large.
    func enter(_ batch: RedisBatch) -> Bool {
        state.withLock { state in
            guard state.count + batch.count <= maximumCount, state.bytes + batch.bytes.count <= maximumBytes else {
                return false
            }
            state.count += batch.count
            state.bytes += batch.bytes.count
            return true
        }
    }

    /// Lets commands out that were let in.
    func leave(_ batch: RedisBatch) {
        state.withLock { state in
            state.count -= batch.count
            state.bytes -= batch.bytes.count
        }
    }
}
