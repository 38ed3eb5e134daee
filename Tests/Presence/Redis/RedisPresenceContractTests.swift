import Presence
import Testing

@Suite("Presence in Redis keeps the contract", .timeLimit(.minutes(2)))
struct RedisPresenceContractTests {
    @Test("promise", arguments: PresenceContract<RedisFixture>.promises)
    func promise(_ promise: PresencePromise<RedisFixture>) async throws {
        try await promise.check(RedisFixture())
    }
}
