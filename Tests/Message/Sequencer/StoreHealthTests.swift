import Synchronization
import Testing

@testable import Message

@Suite("The health of the store")
struct StoreHealthTests {
    private final class SetClock: Sendable {
        let time = Mutex<Int64>(10_000)
    }

    private let clock = SetClock()

    private func health() -> StoreHealth {
        StoreHealth { [clock] in clock.time.withLock { $0 } }
    }

    @Test("keeps submissions out after a failure, but for one trial in half a second")
    func trials() {
        let health = health()
        health.failed()
        #expect(!health.isGood)
        #expect(!health.admits())
        clock.time.withLock { $0 += StoreHealth.trialInterval }
        #expect(health.admits())
        #expect(!health.admits())
        health.succeeded()
        #expect(health.isGood)
        #expect(health.admits())
    }

    @Test("does not keep them out for longer when the clock is set back")
    func clockSetBack() {
        let health = health()
        health.failed()
        clock.time.withLock { $0 -= 3_600_000 }
        #expect(health.admits())
    }
}
