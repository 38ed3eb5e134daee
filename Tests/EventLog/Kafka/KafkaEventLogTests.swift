import Logging
import Synchronization
import Testing

@testable import EventLog

@Suite("The log on Kafka", .timeLimit(.minutes(10)))
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

    @Test("many who need a topic at the same time ask the brokers for it once")
    func topicsFoundTogether() async throws {
        let fixture = try KafkaFixture()
        let topic = try await fixture.makeTopic(partitions: 1)
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let sender = try KafkaSender(fixture.settings.producer, logger: logger)
        let looks = Mutex(0)
        let topics = KafkaTopics(replicas: -1, logger: logger) {
            looks.withLock { $0 += 1 }
            return KafkaAdministrator(handle: sender.current.handle, timeout: .seconds(60))
        }
        try await withThrowingTaskGroup { group in
            for _ in 0..<50 {
                group.addTask { try await topics.provide(topic, partitions: 1) }
            }
            try await group.waitForAll()
        }
        #expect(looks.withLock(\.self) == 1)
    }

    @Test("a topic that leaves it to the log has as many partitions as the operator decided")
    func partitionsAreSet() async throws {
        let fixture = try KafkaFixture()
        let topic = LogTopic(name: try await fixture.makeTopic(partitions: 3).name)
        var settings = fixture.settings
        settings.partitions = 3
        let log: any EventLog = try KafkaEventLog(settings: settings)
        #expect(log.partitions(of: topic) == 3)
        let journal = ConsumerJournal()
        let consumer = Consumer(of: topic, in: log, journal: journal)
        try await log.append((0..<30).map { .numbered($0, key: "key-\($0)") }, to: topic)
        let consumed = await journal.until { $0.committed.count >= 30 }.committed
        #expect(Set(consumed.map(\.partition)) == [0, 1, 2])
        try await consumer.stop()
        let unset = try await fixture.makeLog()
        await #expect(throws: EventLogError.unavailable) { try await unset.append([.numbered(0)], to: topic) }
    }

    @Test("lots that find no room in the queue wait for it together, no longer than one would")
    func fullQueue() async throws {
        let fixture = try KafkaFixture()
        let topic = try await fixture.makeTopic(partitions: 1)
        var settings = fixture.settings
        settings.queuedRecords = 1
        settings.appendWait = .milliseconds(20)
        settings.appendTimeout = .seconds(10)
        let clock = ManualClock()
        let log = try KafkaEventLog(settings: settings, clock: clock)
        // Only looks for the topic: the room of a record comes free a moment after its append has returned.
        _ = await log.append(lots: [], to: topic)
        fixture.cluster.goDown()
        async let failures = log.append(lots: (1...3).map { [.numbered($0)] }, to: topic)
        for pause in 1...4 {
            await clock.sleeps.until(count: pause)
            clock.advance(by: .milliseconds(5))
        }
        let outcome = await failures
        #expect(outcome == [.unavailable, .full, .full])
        #expect(clock.sleeps.entries.count == 4)
    }

    @Test("readers of events may wait longer for the brokers than readers of messages")
    func fetchWaits() {
        var settings = KafkaEventLog.Settings(brokers: "localhost:9092")
        settings.fetchWait = .milliseconds(2)
        settings.eventFetchWait = .milliseconds(20)
        let waits = [LogTopic.submit, .message, .event].map {
            settings.consumer(of: $0, group: "group")["fetch.wait.max.ms"]
        }
        #expect(waits == ["2", "2", "20"])
    }

    @Test("a record larger than the brokers take is refused")
    func tooLarge() async throws {
        let fixture = try KafkaFixture()
        let topic = try await fixture.makeTopic(partitions: 1)
        let log = try await fixture.makeLog()
        let record = LogRecord(key: "key", value: Array(repeating: 0, count: 2_000_000))
        await #expect(throws: EventLogError.tooLarge) { try await log.append([record], to: topic) }
    }

    @Test(
        "reading pauses while a processor is slow, and nothing is lost or out of order",
        arguments: [(records: 8, bytes: 1 << 20), (records: 2_048, bytes: 64)])
    func pauses(records: Int, bytes: Int) async throws {
        let fixture = try KafkaFixture()
        let topic = try await fixture.makeTopic(partitions: 1)
        var settings = fixture.settings
        settings.bufferedRecords = records
        settings.bufferedBytes = bytes
        settings.batchSize = 2
        let log = try KafkaEventLog(settings: settings)
        let journal = ConsumerJournal()
        let consumer = Consumer(of: topic, in: log, journal: journal) { _ in await Task.yield() }
        try await log.append((0..<200).map { .numbered($0) }, to: topic)
        let records = await journal.until { $0.committed.count >= 200 }.committed
        #expect(records.map(\.number) == Array(0..<200))
        try await consumer.stop()
    }

    @Test("a partition that was given away while reading it paused is read again when it comes back")
    func pausedAcrossOwners() async throws {
        let fixture = try KafkaFixture()
        let topic = try await fixture.makeTopic(partitions: 2)
        var settings = fixture.settings
        settings.bufferedRecords = 8
        settings.batchSize = 2
        let log = try KafkaEventLog(settings: settings)
        let journal = ConsumerJournal()
        let isHeldUp = Mutex(true)
        let first = Consumer("first", of: topic, in: log, journal: journal) { _ in
            while isHeldUp.withLock(\.self) { try await Task.sleep(for: .milliseconds(10)) }
        }
        try await log.append((0..<200).map { .numbered($0, key: "key-\($0)") }, to: topic)
        await journal.until { Set($0.of("first").batches.flatMap { $0.map(\.partition) }).count == 2 }
        let second = Consumer("second", of: topic, in: try await fixture.makeLog(), journal: journal)
        await journal.until { $0.held(by: "first").count == 1 && $0.held(by: "second").count == 1 }
        try await second.stop()
        await journal.until { $0.held(by: "first").count == 2 }
        isHeldUp.withLock { $0 = false }
        try await log.append((200..<400).map { .numbered($0, key: "key-\($0)") }, to: topic)
        await journal.until { Set($0.committed.compactMap(\.number)).count == 400 }
        try await first.stop()
    }
}
