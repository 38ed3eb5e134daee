import RPC
import Synchronization
import Telemetry

/// Whether another service can be reached, as readiness tells it: only one that is away for a while is, so that a replica
/// that is replaced takes nobody else out of service.
final class PeerWatch: Sendable {
    /// How long a service may be away.
    static let patience = Duration.seconds(5)

    private let place: String
    private let isConnected: @Sendable () -> Bool
    private let now: @Sendable () -> ContinuousClock.Instant
    /// When it was last there; nil before the first time.
    private let seen = Mutex<ContinuousClock.Instant?>(nil)

    /// - Parameters:
    ///   - place: Where it is, for people.
    ///   - now: The time.
    ///   - isConnected: Whether a call would find a connection.
    init(
        at place: String, now: @escaping @Sendable () -> ContinuousClock.Instant = { .now },
        isConnected: @escaping @Sendable () -> Bool
    ) {
        self.place = place
        self.now = now
        self.isConnected = isConnected
    }

    /// Looks; to be called every few seconds at least.
    ///
    /// - Throws: `HealthFailure`.
    func check() throws {
        let (now, isThere) = (now(), isConnected())
        let isLately = seen.withLock { seen in
            if isThere { seen = now }
            return seen.map { now - $0 < Self.patience } ?? false
        }
        if !isLately { throw HealthFailure("cannot be reached at \(place)") }
    }
}
