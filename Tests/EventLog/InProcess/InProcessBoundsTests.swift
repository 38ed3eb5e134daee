import EventLog
import Testing

@Suite("A full in-process log", .timeLimit(.minutes(1)))
struct InProcessBoundsTests {
    private let topic = LogTopic(name: "topic", partitions: 1)
    private let clock = ManualClock()

    private func log(
        records: Int = 4, bytes: Int = 1 << 20, waiting: Int = 2
    ) throws -> InProcessEventLog {
        var settings = InProcessEventLog.Settings()
        settings.recordsPerPartition = records
        settings.bytesPerPartition = bytes
        settings.waitingAppends = waiting
        let log = InProcessEventLog(settings: settings, clock: clock)
        try log.keepRecords(of: topic, for: "group")
        return log
    }

    /// A topic of two partitions with so many records in each, and a key for each.
    private func logOfTwo(
        holding counts: [Int]
    ) async throws -> (log: InProcessEventLog, topic: LogTopic, keys: [String]) {
        let topic = LogTopic(name: "two", partitions: 2)
        let keys = topic.keyOfEachPartition
        let log = try log(waiting: 3)
        try log.keepRecords(of: topic, for: "group")
        for (key, count) in zip(keys, counts) {
            try await log.append((0..<count).map { .numbered($0, key: key) }, to: topic)
        }
        return (log, topic, keys)
    }

    private func numbers(_ range: Range<Int>) -> [LogRecord] { range.map { .numbered($0) } }

    @Test("an append waits for room, and is in when there is some")
    func waitsForRoom() async throws {
        let log = try log()
        try await log.append(numbers(0..<4), to: topic)
        let waiting = Task { try await log.append(numbers(4..<6), to: topic) }
        await clock.sleeps.until(count: 1)
        #expect(try log.lag(of: "group", on: topic) == 4)

        let journal = ConsumerJournal()
        let consumer = Consumer(of: topic, in: log, journal: journal)
        try await waiting.value
        let records = await journal.until { $0.committed.count == 6 }.committed
        #expect(records.map(\.number) == Array(0..<6))
        try await consumer.stop()
    }

    @Test("an append that has waited long enough fails with full, and is not in")
    func waitEnds() async throws {
        let log = try log()
        try await log.append(numbers(0..<4), to: topic)
        let waiting = Task { try await log.append(numbers(4..<5), to: topic) }
        await clock.sleeps.until(count: 1)
        #expect(clock.sleeps.entries == [.seconds(1)])
        clock.advance(by: .seconds(1))
        await #expect(throws: EventLogError.full) { try await waiting.value }
        #expect(try log.lag(of: "group", on: topic) == 4)
    }

    @Test("an append that is cancelled while it waits fails at once, and is not in")
    func waitIsCancelled() async throws {
        let log = try log()
        try await log.append(numbers(0..<4), to: topic)
        let waiting = Task { try await log.append(numbers(4..<5), to: topic) }
        await clock.sleeps.until(count: 1)
        waiting.cancel()
        await #expect(throws: EventLogError.cancelled) { try await waiting.value }
        #expect(try log.lag(of: "group", on: topic) == 4)
    }

    @Test("no more appends wait than are allowed to")
    func waitersAreBounded() async throws {
        let log = try log(waiting: 2)
        try await log.append(numbers(0..<4), to: topic)
        let waiting = (4..<6).map { number in
            Task { try await log.append([.numbered(number)], to: topic) }
        }
        await clock.sleeps.until(count: 2)
        await #expect(throws: EventLogError.full) { try await log.append(numbers(6..<7), to: topic) }
        for task in waiting {
            task.cancel()
            _ = await task.result
        }
    }

    @Test("appends that wait enter in the order in which they came, a small one never before a large one")
    func waitersKeepOrder() async throws {
        let log = try log(records: 4, waiting: 3)
        try await log.append(numbers(0..<4), to: topic)
        let large = Task { try await log.append(numbers(4..<8), to: topic) }
        await clock.sleeps.until(count: 1)
        let small = Task { try await log.append(numbers(8..<9), to: topic) }
        await clock.sleeps.until(count: 2)

        let journal = ConsumerJournal()
        let consumer = Consumer(of: topic, in: log, journal: journal)
        let records = await journal.until { $0.committed.count == 9 }.committed
        #expect(records.map(\.number) == Array(0..<9))
        try await large.value
        try await small.value
        try await consumer.stop()
    }

    @Test("an append that gives up lets those behind it in")
    func givingUpLetsOthersIn() async throws {
        let log = try log(records: 4, waiting: 3)
        try await log.append(numbers(0..<3), to: topic)
        let large = Task { try await log.append(numbers(3..<6), to: topic) }
        await clock.sleeps.until(count: 1)
        let small = Task { try await log.append(numbers(6..<7), to: topic) }
        await clock.sleeps.until(count: 2)
        large.cancel()
        await #expect(throws: EventLogError.cancelled) { try await large.value }
        try await small.value
        #expect(try log.lag(of: "group", on: topic) == 4)
    }

    @Test("bytes are bounded too")
    func bytesAreBounded() async throws {
        let record = LogRecord(key: "", value: Array(repeating: 0, count: 36))
        let log = try log(records: 1_000, bytes: 250)
        try await log.append([record, record], to: topic)
        let waiting = Task { try await log.append([record], to: topic) }
        await clock.sleeps.until(count: 1)
        clock.advance(by: .seconds(1))
        await #expect(throws: EventLogError.full) { try await waiting.value }
    }

    @Test("what could never fit is refused at once")
    func tooLarge() async throws {
        let log = try log(records: 4, bytes: 1_000)
        await #expect(throws: EventLogError.tooLarge) { try await log.append(numbers(0..<5), to: topic) }
        await #expect(throws: EventLogError.tooLarge) {
            try await log.append([LogRecord(key: "", value: Array(repeating: 0, count: 937))], to: topic)
        }
        #expect(try log.lag(of: "group", on: topic) == 0)
    }

    @Test("a full partition does not hold up another")
    func partitionsAreApart() async throws {
        let (log, topic, keys) = try await logOfTwo(holding: [4, 0])
        try await log.append((0..<4).map { .numbered($0, key: keys[1]) }, to: topic)
        #expect(try log.lag(of: "group", on: topic) == 8)
    }

    @Test("lots that wait end together when the call is cancelled, or has waited long enough")
    func lotsThatWait() async throws {
        let (log, topic, keys) = try await logOfTwo(holding: [4, 4])
        let lots: [[LogRecord]] = [
            [.numbered(4, key: keys[0])], [.numbered(5, key: keys[1])], keys.map { .numbered(6, key: $0) },
        ]
        let cancelled = Task { await log.append(lots: lots, to: topic) }
        await clock.sleeps.until(count: 1)
        cancelled.cancel()
        let whenCancelled = await cancelled.value
        #expect(whenCancelled == [.cancelled, .cancelled, .cancelled])

        let waiting = Task { await log.append(lots: lots, to: topic) }
        await clock.sleeps.until(count: 2)
        clock.advance(by: .seconds(1))
        let whenOver = await waiting.value
        #expect(whenOver == [.full, .full, .full])
        #expect(clock.sleeps.entries.count == 2, "one wait for all of them")
        #expect(try log.lag(of: "group", on: topic) == 8)
    }

    @Test("of lots that are appended at once, those that fit enter while others wait")
    func lotsThatFit() async throws {
        let (log, topic, keys) = try await logOfTwo(holding: [4, 3])
        let lots: [[LogRecord]] = [
            [.numbered(4, key: keys[0])], [.numbered(4, key: keys[1])], (5..<7).map { .numbered($0, key: keys[1]) },
        ]
        let append = Task { await log.append(lots: lots, to: topic) }
        await clock.sleeps.until(count: 1)
        #expect(try log.lag(of: "group", on: topic) == 8)
        clock.advance(by: .seconds(1))
        let failures = await append.value
        #expect(failures == [.full, nil, .full])
    }

    @Test("without any group the oldest records make room")
    func nobodyListens() async throws {
        let log = try log()
        let topic = LogTopic(name: "unheard", partitions: 1)
        for number in 0..<10 {
            try await log.append([.numbered(number)], to: topic)
        }
        let journal = ConsumerJournal()
        let consumer = Consumer(of: topic, in: log, journal: journal)
        let records = await journal.until { $0.committed.count == 4 }.committed
        #expect(records.map(\.number) == [6, 7, 8, 9])
        try await consumer.stop()
    }
}
