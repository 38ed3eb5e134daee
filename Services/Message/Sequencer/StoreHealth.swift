import Synchronization

/// Whether the last batch could be stored: while not, new submissions are refused at once instead of queueing up.
///
/// Now and then one is let through, to find out whether the store is back.
final class StoreHealth: Sendable {
    /// Milliseconds between trials.
    static let trialInterval: Int64 = 500

    private let failedAt = Mutex<Int64?>(nil)
    private let now: @Sendable () -> Int64

    init(now: @escaping @Sendable () -> Int64) {
        self.now = now
    }

    func succeeded() {
        failedAt.withLock { $0 = nil }
    }

    func failed() {
        failedAt.withLock { $0 = now() }
    }

    /// Whether the store worked when last tried.
    var isGood: Bool {
        failedAt.withLock { $0 == nil }
    }

    /// Whether a submission may be tried now.
    func admits() -> Bool {
        failedAt.withLock { failedAt in
            guard let since = failedAt else { return true }
            let now = now()
            // A clock that was set back must not keep everybody out until it has caught up.
            guard !(0..<Self.trialInterval).contains(now - since) else { return false }
            failedAt = now
            return true
        }
    }
}
