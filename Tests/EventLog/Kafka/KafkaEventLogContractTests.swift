import EventLog
import Testing

@Suite("The log on Kafka keeps the contract", .timeLimit(.minutes(10)))
struct KafkaEventLogContractTests {
    @Test("promise", arguments: EventLogContract<KafkaFixture>.promises)
    func promise(_ promise: EventLogPromise<KafkaFixture>) async throws {
        try await promise.check(KafkaFixture())
    }
}

@Suite(
    "The log on Kafka keeps the contract with the brokers that are named", .serialized, .timeLimit(.minutes(10)),
    .enabled(if: KafkaServerFixture.brokers != nil, "PARLEY_TEST_KAFKA names no brokers"))
struct KafkaServerContractTests {
    @Test("promise", arguments: EventLogContract<KafkaServerFixture>.promises)
    func promise(_ promise: EventLogPromise<KafkaServerFixture>) async throws {
        try await promise.check(KafkaServerFixture())
    }
}
