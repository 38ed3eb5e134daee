import EventLog
import Testing

@Suite("The in-process log", .timeLimit(.minutes(1)))
struct InProcessEventLogTests {
    private let topic = LogTopic(name: "topic", partitions: 1)
    private let clock = ManualClock()

    @Test("what arrives while a consumer is busy is one batch, up to the largest")
    func batchesByItself() async throws {
        var settings = InProcessEventLog.Settings()
        settings.batchSize = 5
        let log = InProcessEventLog(settings: settings, clock: clock)
        let journal = ConsumerJournal()
        let gate = Journal<Void>()
        let consumer = Consumer(of: topic, in: log, journal: journal) { _ in await gate.until(count: 1) }
        try await log.append([.numbered(0)], to: topic)
        await journal.until { $0.batches.count == 1 }
        for number in 1..<9 {
            try await log.append([.numbered(number)], to: topic)
        }
        gate.add(())
        let events = await journal.until { $0.committed.count == 9 }
        #expect(events.batches.map { $0.map(\.number) } == [[0], [1, 2, 3, 4, 5], [6, 7, 8]])
        try await consumer.stop()
    }

    @Test("attempts at a failing batch are further and further apart, and near again after a success")
    func backsOff() async throws {
        var settings = InProcessEventLog.Settings()
        settings.retryDelay = RetryDelay(first: .milliseconds(10), longest: .milliseconds(30))
        let log = InProcessEventLog(settings: settings, clock: clock)
        let journal = ConsumerJournal()
        let consumer = Consumer(of: topic, in: log, journal: journal) { batch in
            let attempts = journal.entries.batches.count { $0 == batch }
            if attempts <= (batch[0].number == 0 ? 4 : 1) { throw Failure() }
        }
        try await log.append([.numbered(0)], to: topic)
        for attempt in 1...4 {
            await clock.sleeps.until(count: attempt)
            #expect(journal.entries.batches.count == attempt)
            clock.advance(by: .milliseconds(30))
        }
        await journal.until { $0.committed.count == 1 }
        try await log.append([.numbered(1)], to: topic)
        await clock.sleeps.until(count: 5)
        clock.advance(by: .milliseconds(10))
        await journal.until { $0.committed.count == 2 }
        #expect(clock.sleeps.entries == [10, 20, 30, 30, 10].map { .milliseconds($0) })
        try await consumer.stop()
    }

    @Test("a topic has one number of partitions")
    func partitionsMustMatch() async throws {
        let log = InProcessEventLog(clock: clock)
        try await log.append([.numbered(0)], to: topic)
        let other = LogTopic(name: topic.name, partitions: 2)
        await #expect(throws: EventLogError.unavailable) { try await log.append([.numbered(0)], to: other) }
        await #expect(throws: EventLogError.unavailable) {
            try await log.consume(other, group: "group", with: IdleProcessor())
        }
        #expect(throws: EventLogError.unavailable) { try log.keepRecords(of: other, for: "group") }
    }

    @Test("records are kept for a group that was announced and joins late")
    func keepsForAnnouncedGroup() async throws {
        let log = InProcessEventLog(clock: clock)
        try log.keepRecords(of: topic, for: "late")
        let early = ConsumerJournal()
        let first = Consumer(of: topic, in: log, group: "early", journal: early)
        try await log.append([.numbered(0), .numbered(1)], to: topic)
        await early.until { $0.committed.count == 2 }
        try await first.stop()

        let late = ConsumerJournal()
        let second = Consumer(of: topic, in: log, group: "late", journal: late)
        let records = await late.until { $0.committed.count == 2 }.committed
        #expect(records.map(\.number) == [0, 1])
        try await second.stop()
    }

    @Test("the lag of a group is what it has not committed")
    func lag() async throws {
        let log = InProcessEventLog(clock: clock)
        try log.keepRecords(of: topic, for: "group")
        try await log.append([.numbered(0), .numbered(1)], to: topic)
        #expect(try log.lag(of: "group", on: topic) == 2)
        let journal = ConsumerJournal()
        let consumer = Consumer(of: topic, in: log, journal: journal)
        await journal.until { $0.committed.count == 2 }
        try await consumer.stop()
        #expect(try log.lag(of: "group", on: topic) == 0)
    }

    @Test("dead letters are bounded, and all are counted")
    func deadLettersAreBounded() async throws {
        var settings = InProcessEventLog.Settings()
        settings.deadLetters = 3
        let log = InProcessEventLog(settings: settings, clock: clock)
        let journal = ConsumerJournal()
        let consumer = Consumer(of: topic, in: log, journal: journal) { batch in
            if batch[0].number != 9 { throw PoisonRecord(index: 0, reason: "not nine") }
        }
        try await log.append((0..<10).map { .numbered($0) }, to: topic)
        await journal.until { !$0.committed.isEmpty }
        #expect(log.deadLetterCount == 9)
        #expect(log.deadLetters.map(\.record.number) == [6, 7, 8])
        try await consumer.stop()
    }

    @Test("a consumer whose task is cancelled already does nothing")
    func cancelledBefore() async throws {
        let log = InProcessEventLog(clock: clock)
        let journal = ConsumerJournal()
        let started = Journal<Void>()
        let processor = JournalingProcessor(name: "consumer", journal: journal) { _ in }
        let consumer = Task {
            await started.until(count: 1)
            try await log.consume(topic, group: "group", with: processor)
        }
        consumer.cancel()
        try await consumer.value
        #expect(journal.entries.isEmpty)
    }
}

private struct Failure: Error {}

private struct IdleProcessor: LogProcessor {
    func process(_ batch: [ConsumedRecord], partition: Int) async throws {}
}
