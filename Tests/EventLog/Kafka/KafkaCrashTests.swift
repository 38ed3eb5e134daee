import CRDKafka
import Testing

@testable import EventLog

@Suite("The log on Kafka after a crash", .timeLimit(.minutes(10)))
struct KafkaCrashTests {
    @Test("what a killed consumer did but had not committed comes again, and nothing that it had committed")
    func killedConsumer() async throws {
        let fixture = try KafkaFixture()
        let topic = try await fixture.makeTopic(partitions: 1)
        let log = try await fixture.makeLog()
        let reader = try ReaderProcess(
            of: topic, at: fixture.cluster.brokers, group: "group", standingStillAfter: 3)
        try await log.append((0..<3).map { .numbered($0) }, to: topic)
        await reader.done.until(count: 3)
        try await fixture.cluster.untilCommitted(3, partition: 0, of: topic, group: "group")
        try await log.append([.numbered(3)], to: topic)
        await reader.done.until(count: 4)
        reader.crash()

        let journal = ConsumerJournal()
        let next = Consumer(of: topic, in: log, journal: journal)
        try await log.append([.numbered(4)], to: topic)
        let records = await journal.until { $0.committed.count >= 2 }.committed
        #expect(records.map(\.number) == [3, 4])
        try await next.stop()
    }

    @Test("a partition is committed whenever it changes hands: nothing is lost, done twice or out of order")
    func forcedRebalances() async throws {
        // A consumer that stands still for a second while partitions change hands is taken for dead, and what it had not
        // committed is rightly done again. It does not happen every time.
        var attempts = 1
        while try await !isDoneOnce() {
            attempts += 1
            try #require(attempts <= 3, "records were done twice each time")
        }
    }

    /// Has partitions change hands while records come; returns whether each was done only once.
    private func isDoneOnce() async throws -> Bool {
        let fixture = try KafkaFixture()
        let topic = try await fixture.makeTopic(partitions: 4)
        var settings = fixture.settings
        // What is committed is committed because a partition changes hands, and for no other reason.
        settings.commitInterval = .seconds(3_600)
        let (here, there) = (try KafkaEventLog(settings: settings), try KafkaEventLog(settings: settings))
        let journal = ConsumerJournal()
        let first = Consumer("first", of: topic, in: here, journal: journal) { _ in await Task.yield() }
        await journal.until { $0.held(by: "first").count == 4 }
        let appending = Task {
            var number = 0
            while !Task.isCancelled {
                try await here.append((0..<8).map { .numbered(number, key: "key-\($0)") }, to: topic)
                number += 1
                try? await Task.sleep(for: .milliseconds(100))
            }
            return number
        }
        let second = Consumer("second", of: topic, in: there, journal: journal) { _ in await Task.yield() }
        await journal.until { $0.of("second").committed.count >= 8 && $0.held(by: "second").count == 2 }
        try await first.stop()
        await journal.until { $0.held(by: "second").count == 4 }
        let third = Consumer("third", of: topic, in: here, journal: journal) { _ in await Task.yield() }
        await journal.until { $0.of("third").committed.count >= 8 && $0.held(by: "third").count == 2 }
        try await third.stop()
        await journal.until { $0.held(by: "second").count == 4 }
        appending.cancel()
        let rounds = try await appending.value
        var records = await journal.until { $0.committed.count >= 8 * rounds }.committed
        if Set(records.map(\.name)).count < records.count {
            records = await journal.until { Set($0.committed.map(\.name)).count >= 8 * rounds }.committed
        }
        try await second.stop()
        for key in 0..<8 {
            let numbers = records.filter { $0.key == "key-\(key)" }.compactMap(\.number)
            var seen: Set<Int> = []
            #expect(numbers.filter { seen.insert($0).inserted } == Array(0..<rounds))
        }
        let leftOver = ConsumerJournal()
        let last = Consumer(of: topic, in: here, journal: leftOver)
        try await here.append([.numbered(-1)], to: topic)
        let rest = await leftOver.until { !$0.committed.isEmpty }.committed
        try await last.stop()
        return records.count == 8 * rounds && rest.map(\.number) == [-1]
    }

    @Test("a producer that breaks for good fails what it has in flight, and another one takes its place")
    func brokenProducer() async throws {
        let fixture = try KafkaFixture()
        let topic = try await fixture.makeTopic(partitions: 1)
        var settings = fixture.settings
        // The failure must not come from here.
        settings.appendTimeout = .seconds(3_600)
        let log = try KafkaEventLog(settings: settings)
        try await log.append([.numbered(0)], to: topic)
        fixture.cluster.goDown()
        let broken = log.sender.current
        // By its own means: an append that begins late would be given the next producer, and wait for the brokers.
        let inFlight = KafkaDelivery(records: 1)
        try broken.send(.numbered(1), to: topic.name, partition: 0, delivery: inFlight)
        rd_kafka_test_fatal_error(broken.handle.pointer, RD_KAFKA_RESP_ERR_INVALID_PRODUCER_EPOCH, "fenced off")
        #expect(await inFlight.failure() == .unavailable)

        fixture.cluster.comeUp()
        try await log.append([.numbered(2)], to: topic)
        #expect(log.sender.current !== broken)
        let journal = ConsumerJournal()
        let consumer = Consumer(of: topic, in: log, journal: journal)
        let records = await journal.until { $0.committed.contains { $0.number == 2 } }.committed
        #expect(records.first?.number == 0)
        try await consumer.stop()
    }
}

extension ConsumedRecord {
    /// What no other record has in common with it.
    fileprivate var name: String { "\(key) \(number ?? -1)" }
}
