import Presence
import Testing

extension PresenceContract {
    static var limits: [Promise] {
        [
            Promise("a new bucket allows its capacity at once, and then says how long to wait") {
                fixture async throws in
                let bucket = fixture.fresh("bucket")
                let limit = RateLimit(capacity: 3, refillPerSecond: 0.1)
                for _ in 0..<3 {
                    #expect(try await fixture.presence.take(1, from: bucket, limit: limit) == .allowed)
                }
                let wait = try await wait(fixture.presence.take(1, from: bucket, limit: limit))
                #expect(wait > .zero && wait <= .seconds(10))
            },
            Promise("after the wait that was named it is allowed") { fixture async throws in
                let bucket = fixture.fresh("bucket")
                // It holds no more than that: what passes beyond the wait is lost.
                let limit = RateLimit(capacity: 1, refillPerSecond: 0.2)
                #expect(try await fixture.presence.take(1, from: bucket, limit: limit) == .allowed)
                for _ in 0..<2 {
                    try await fixture.letPass(wait(fixture.presence.take(1, from: bucket, limit: limit)))
                    #expect(try await fixture.presence.take(1, from: bucket, limit: limit) == .allowed)
                }
            },
            Promise("a refusal takes nothing") { fixture async throws in
                let bucket = fixture.fresh("bucket")
                let limit = RateLimit(capacity: 5, refillPerSecond: 0.001)
                #expect(try await fixture.presence.take(3, from: bucket, limit: limit) == .allowed)
                for _ in 0..<10 {
                    #expect(try await fixture.presence.take(3, from: bucket, limit: limit) != .allowed)
                }
                #expect(try await fixture.presence.take(2, from: bucket, limit: limit) == .allowed)
            },
            Promise("buckets are apart") { fixture async throws in
                let limit = RateLimit(capacity: 1, refillPerSecond: 0.001)
                for name in ["one", "two", "three"] {
                    let bucket = fixture.fresh(name)
                    #expect(try await fixture.presence.take(1, from: bucket, limit: limit) == .allowed)
                    #expect(try await fixture.presence.take(1, from: bucket, limit: limit) != .allowed)
                }
            },
            Promise("a bucket never holds more than its capacity") { fixture async throws in
                let bucket = fixture.fresh("bucket")
                let limit = RateLimit(capacity: 2, refillPerSecond: 0.5)
                #expect(try await fixture.presence.take(2, from: bucket, limit: limit) == .allowed)
                try await fixture.letPass(.seconds(5))
                #expect(try await fixture.presence.take(2, from: bucket, limit: limit) == .allowed)
                #expect(try await fixture.presence.take(1.5, from: bucket, limit: limit) != .allowed)
            },
            Promise("a cost above the capacity counts as the capacity") { fixture async throws in
                let bucket = fixture.fresh("bucket")
                let limit = RateLimit(capacity: 2, refillPerSecond: 0.001)
                #expect(try await fixture.presence.take(100, from: bucket, limit: limit) == .allowed)
                #expect(try await fixture.presence.take(1, from: bucket, limit: limit) != .allowed)
            },
            Promise("a cost of nothing is always allowed") { fixture async throws in
                let bucket = fixture.fresh("bucket")
                let limit = RateLimit(capacity: 1, refillPerSecond: 0.001)
                #expect(try await fixture.presence.take(1, from: bucket, limit: limit) == .allowed)
                for cost in [0, -1, -Double.infinity, Double.nan] {
                    #expect(try await fixture.presence.take(cost, from: bucket, limit: limit) == .allowed)
                }
                #expect(try await fixture.presence.take(1, from: bucket, limit: limit) != .allowed)
            },
            Promise("callers at the same time never get more than there is") { fixture async throws in
                let bucket = fixture.fresh("bucket")
                let limit = RateLimit(capacity: 10, refillPerSecond: 0.001)
                let allowed = try await withThrowingTaskGroup(of: RateDecision.self) { group in
                    for _ in 0..<50 {
                        group.addTask { try await fixture.presence.take(1, from: bucket, limit: limit) }
                    }
                    return try await group.reduce(0) { $0 + ($1 == .allowed ? 1 : 0) }
                }
                #expect(allowed == 10)
            },
        ]
    }

    /// How long a refusal says to wait; nothing, and a failed test, if it was allowed.
    private static func wait(_ decision: RateDecision) -> Duration {
        guard case .retry(let wait) = decision else {
            Issue.record("allowed, although the bucket is empty")
            return .zero
        }
        return wait
    }
}
