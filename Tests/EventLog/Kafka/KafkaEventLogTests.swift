import EventLog
import Testing

@Suite("The log on Kafka", .timeLimit(.minutes(2)))
struct KafkaEventLogTests {
    @Test("consumers in two programs share the partitions, and one gets all when the other leaves")
    func twoPrograms() async throws {
        let fixture = try KafkaFixture()
        let topic = try await fixture.makeTopic(partitions: 4)
        let journal = ConsumerJournal()
        let (here, there) = (try await fixture.makeLog(), try await fixture.makeLog())
        let first = Consumer("first", of: topic, in: here, journal: journal)
        await journal.until { $0.held(by: "first").count == 4 }
        let second = Consumer("second", of: topic, in: there, journal: journal)
        await journal.until { $0.held(by: "first").count == 2 && $0.held(by: "second").count == 2 }
        try await first.stop()
        await journal.until { $0.held(by: "second").count == 4 }
        try await here.append([.numbered(1)], to: topic)
        await journal.until { $0.of("second").committed.count == 1 }
        try await second.stop()
    }

    @Test("an append fails while the brokers are away, and succeeds when they are back")
    func brokersAway() async throws {
        let fixture = try KafkaFixture()
        let topic = try await fixture.makeTopic(partitions: 1)
        var settings = fixture.settings
        settings.appendTimeout = .milliseconds(500)
        let log = try KafkaEventLog(settings: settings)
        try await fixture.makeLog().append([.numbered(0)], to: topic)
        fixture.cluster.goDown()
        await #expect(throws: EventLogError.unavailable) { try await log.append([.numbered(1)], to: topic) }
        let journal = ConsumerJournal()
        let consumer = Consumer(of: topic, in: log, journal: journal)
        fixture.cluster.comeUp()
        await journal.until { $0.committed.contains { $0.number == 0 } }
        try await consumer.stop()
        try await fixture.makeLog().append([.numbered(2)], to: topic)
    }

    @Test("a topic has one number of partitions")
    func partitionsMustMatch() async throws {
        let fixture = try KafkaFixture()
        let topic = try await fixture.makeTopic(partitions: 2)
        let log = try await fixture.makeLog()
        let other = LogTopic(name: topic.name, partitions: 3)
        await #expect(throws: EventLogError.unavailable) { try await log.append([.numbered(0)], to: other) }
        let consumer = Consumer(of: other, in: log, journal: ConsumerJournal())
        await #expect(throws: EventLogError.unavailable) { try await consumer.untilEnded() }
    }

    @Test("a record larger than the brokers take is refused")
    func tooLarge() async throws {
        let fixture = try KafkaFixture()
        let topic = try await fixture.makeTopic(partitions: 1)
        let log = try await fixture.makeLog()
        let record = LogRecord(key: "key", value: Array(repeating: 0, count: 2_000_000))
        await #expect(throws: EventLogError.tooLarge) { try await log.append([record], to: topic) }
    }

    @Test("reading pauses while a processor is slow, and nothing is lost or out of order")
    func pauses() async throws {
        let fixture = try KafkaFixture()
        let topic = try await fixture.makeTopic(partitions: 1)
        var settings = fixture.settings
        settings.bufferedRecords = 8
        settings.batchSize = 2
        let log = try KafkaEventLog(settings: settings)
        let journal = ConsumerJournal()
        let consumer = Consumer(of: topic, in: log, journal: journal) { _ in await Task.yield() }
        try await log.append((0..<200).map { .numbered($0) }, to: topic)
        let records = await journal.until { $0.committed.count >= 200 }.committed
        #expect(records.map(\.number) == Array(0..<200))
        try await consumer.stop()
    }
}
