import EventLog
import Foundation

/// The log on Kafka on brokers that run already, as the contract suite sees it.
///
/// `PARLEY_TEST_KAFKA=host:port,… swift test --filter KafkaServerContractTests` tries it; every run leaves its topics there.
struct KafkaServerFixture: EventLogFixture {
    /// The brokers, if somebody named them.
    static let brokers = ProcessInfo.processInfo.environment["PARLEY_TEST_KAFKA"]

    func makeLog() async throws -> KafkaEventLog {
        try KafkaEventLog(settings: KafkaEventLog.Settings(brokers: Self.brokers ?? ""))
    }

    func makeTopic(partitions: Int) async throws -> LogTopic {
        LogTopic(name: "test-\(UUID().uuidString)", partitions: partitions)
    }

    func deadLetters(
        _ count: Int, of topic: LogTopic, group: String, in log: KafkaEventLog
    ) async throws -> [DeadLetter] {
        try await log.deadLetters(count, of: topic, group: group)
    }
}
