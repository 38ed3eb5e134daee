import Testing

@testable import Presence

@Suite("How long to wait for Redis")
struct RedisBackoffTests {
    private let backoff = RedisBackoff(base: .milliseconds(50), limit: .seconds(2))

    @Test("twice as long after each failure, up to a limit")
    func doubles() {
        let delays = (1...8).map { backoff.delay(after: $0, random: 1) }
        #expect(delays == [50, 100, 200, 400, 800, 1_600, 2_000, 2_000].map { .milliseconds($0) })
        #expect(backoff.delay(after: .max, random: 1) == .seconds(2))
    }

    @Test("at least half of it, at random")
    func jitter() {
        #expect(backoff.delay(after: 3, random: 0) == .milliseconds(100))
        for _ in 0..<100 {
            let delay = backoff.delay(after: 3)
            #expect(delay >= .milliseconds(100) && delay <= .milliseconds(200))
        }
    }
}
