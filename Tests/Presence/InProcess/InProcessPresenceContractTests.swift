import Presence
import Synchronization
import Testing

/// Presence in memory, as the contract suite sees it.
struct InProcessFixture: PresenceFixture {
    private static let names = Atomic(0)
    private let clock: ManualClock
    let presence: InProcessPresence
    let queuedPayloads: Int

    init() {
        clock = ManualClock()
        presence = InProcessPresence(clock: clock)
        queuedPayloads = InProcessPresence.Settings().payloadsPerSubscriber
    }

    func fresh(_ name: String) -> String {
        "\(name)-\(Self.names.add(1, ordering: .relaxed).newValue)"
    }

    func letPass(_ time: Duration) async throws {
        clock.advance(by: time)
    }
}

@Suite("Presence in memory keeps the contract", .timeLimit(.minutes(1)))
struct InProcessPresenceContractTests {
    @Test("promise", arguments: PresenceContract<InProcessFixture>.promises)
    func promise(_ promise: PresencePromise<InProcessFixture>) async throws {
        try await promise.check(InProcessFixture())
    }
}
