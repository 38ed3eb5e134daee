import EventLog
import Testing

@Suite("The log on Kafka keeps the contract", .timeLimit(.minutes(3)))
struct KafkaEventLogContractTests {
    @Test("promise", arguments: EventLogContract<KafkaFixture>.promises)
    func promise(_ promise: EventLogPromise<KafkaFixture>) async throws {
        try await promise.check(KafkaFixture())
    }
}
