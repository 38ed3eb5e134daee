import Synchronization

/// A clock that moves only when the test says so, and on which nobody can sleep.
final class ManualClock: Clock {
    struct Instant: InstantProtocol {
        let offset: Duration

        func advanced(by duration: Duration) -> Instant { Instant(offset: offset + duration) }
        func duration(to other: Instant) -> Duration { other.offset - offset }
        static func < (left: Instant, right: Instant) -> Bool { left.offset < right.offset }
    }

    struct SleepIsNotSupported: Error {}

    private let offset = Mutex(Duration.seconds(1_000))

    var now: Instant { Instant(offset: offset.withLock { $0 }) }
    var minimumResolution: Duration { .nanoseconds(1) }

    func sleep(until deadline: Instant, tolerance: Duration?) async throws {
        throw SleepIsNotSupported()
    }

    /// Moves on.
    func advance(by duration: Duration) {
        offset.withLock { $0 += duration }
    }
}
