import Logging
import Synchronization

/// Tells the log what Redis refuses: a missing right or a full memory look like a server that is gone otherwise.
///
/// Each reason at most once a minute, for every call may meet it.
final class RedisRefusals: Sendable {
    private static let interval = Duration.seconds(60)
    /// Redis has a few dozen reasons; scripts can make more.
    private static let maximumCount = 64

    private let logger: Logger
    private let told = Mutex<[String: ContinuousClock.Instant]>([:])

    /// Tells a logger.
    init(_ logger: Logger) {
        self.logger = logger
    }

    /// Takes note of a refusal.
    ///
    /// - Parameter reason: Its first word: the rest may hold what was sent.
    func add(_ reason: String) {
        let now = ContinuousClock.now
        let isNew = told.withLock { told in
            if let last = told[reason], last.duration(to: now) < Self.interval { return false }
            if told.count >= Self.maximumCount { told.removeAll() }
            told[reason] = now
            return true
        }
        if isNew { logger.warning("Redis refused", metadata: ["reason": "\(reason)"]) }
    }
}
