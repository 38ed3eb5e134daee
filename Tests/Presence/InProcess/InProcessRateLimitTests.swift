import Presence
import Testing

@Suite("Token buckets in memory")
struct InProcessRateLimitTests {
    private let clock = ManualClock()

    @Test("the wait is exact: a nanosecond before it is refused, at the moment it is allowed")
    func waitIsExact() async throws {
        let presence = InProcessPresence(clock: clock)
        let limit = RateLimit(capacity: 10, refillPerSecond: 5)
        #expect(try await presence.take(10, from: "b", limit: limit) == .allowed)
        #expect(try await presence.take(1, from: "b", limit: limit) == .retry(after: .milliseconds(200)))
        clock.advance(by: .milliseconds(200) - .nanoseconds(1))
        #expect(try await presence.take(1, from: "b", limit: limit) == .retry(after: .nanoseconds(1)))
        clock.advance(by: .nanoseconds(1))
        #expect(try await presence.take(1, from: "b", limit: limit) == .allowed)
        #expect(try await presence.take(4, from: "b", limit: limit) == .retry(after: .milliseconds(800)))
    }

    @Test(
        "over a long time the rate is what the limit says, whatever it divides into",
        arguments: [1, 3, 7, 10, 0.3, 1_000 / 60.0])
    func rateDoesNotDrift(_ rate: Double) async throws {
        let presence = InProcessPresence(clock: clock)
        let limit = RateLimit(capacity: 5, refillPerSecond: rate)
        var taken = 0
        var passed = Duration.zero
        let end = Duration.seconds(1_000)
        while passed <= end {
            switch try await presence.take(1, from: "b", limit: limit) {
            case .allowed:
                taken += 1
            case .retry(let wait):
                clock.advance(by: wait)
                passed += wait
            }
        }
        #expect(abs(taken - (5 + Int(1_000 * rate))) <= 1)
    }

    @Test("any capacity can be taken in single tokens", arguments: [1, 3, 7, 60, 600], [3, 7, 0.7, 11])
    func burstIsWhole(_ capacity: Int, _ rate: Double) async throws {
        let presence = InProcessPresence(clock: clock)
        let limit = RateLimit(capacity: Double(capacity), refillPerSecond: rate)
        for _ in 0..<capacity {
            #expect(try await presence.take(1, from: "b", limit: limit) == .allowed)
        }
        #expect(try await presence.take(1, from: "b", limit: limit) != .allowed)
    }

    @Test(
        "limits that make no sense do no harm",
        arguments: [0, -1, Double.nan, -Double.infinity], [0, -1, Double.nan, -Double.infinity])
    func senselessLimits(_ capacity: Double, _ rate: Double) async throws {
        let presence = InProcessPresence(clock: clock)
        let limit = RateLimit(capacity: capacity, refillPerSecond: rate)
        #expect(try await presence.take(1, from: "b", limit: limit) == .allowed)
        #expect(try await presence.take(1, from: "b", limit: limit) == .retry(after: .seconds(1_000_000)))
    }

    @Test("an infinite rate is no limit, and an infinite capacity never runs out")
    func infiniteLimits() async throws {
        let presence = InProcessPresence(clock: clock)
        for _ in 0..<100 {
            let unlimited = RateLimit(capacity: 1, refillPerSecond: .infinity)
            #expect(try await presence.take(1, from: "rate", limit: unlimited) == .allowed)
            let endless = RateLimit(capacity: .infinity, refillPerSecond: 0.001)
            #expect(try await presence.take(1, from: "capacity", limit: endless) == .allowed)
        }
    }

    @Test("beyond the bound the emptiest buckets are kept")
    func bucketsAreBounded() async throws {
        var settings = InProcessPresence.Settings()
        settings.buckets = 100
        let presence = InProcessPresence(settings: settings, clock: clock)
        let limit = RateLimit(capacity: 10, refillPerSecond: 0.001)
        for number in 0..<50 {
            #expect(try await presence.take(10, from: "empty-\(number)", limit: limit) == .allowed)
        }
        for number in 0..<1_000 {
            #expect(try await presence.take(1, from: "visitor-\(number)", limit: limit) == .allowed)
        }
        for number in 0..<50 {
            #expect(try await presence.take(1, from: "empty-\(number)", limit: limit) != .allowed)
        }
    }
}
