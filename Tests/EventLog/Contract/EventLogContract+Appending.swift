import EventLog
import Testing

extension EventLogContract {
    static var appending: [Promise] {
        [
            Promise("records of one key arrive in the order in which they were appended") { fixture in
                let log = try await fixture.makeLog()
                let topic = try await fixture.makeTopic(partitions: 4)
                let journal = ConsumerJournal()
                let consumer = Consumer(of: topic, in: log, journal: journal)
                for number in 0..<100 {
                    try await log.append((0..<10).map { .numbered(number, key: "key-\($0)") }, to: topic)
                }
                let records = await journal.until { $0.committed.count >= 1_000 }.committed
                for key in 0..<10 {
                    let numbers = records.filter { $0.key == "key-\(key)" }.map(\.number)
                    #expect(numbers == Array(0..<100))
                }
                try await consumer.stop()
            },
            Promise("calls that overlap lose nothing") { fixture in
                let log = try await fixture.makeLog()
                let topic = try await fixture.makeTopic(partitions: 4)
                let journal = ConsumerJournal()
                let consumer = Consumer(of: topic, in: log, journal: journal)
                try await withThrowingTaskGroup { group in
                    for appender in 0..<8 {
                        group.addTask {
                            for number in 0..<50 {
                                try await log.append([.numbered(number, key: "key-\(appender)")], to: topic)
                            }
                        }
                    }
                    try await group.waitForAll()
                }
                let records = await journal.until { $0.committed.count >= 400 }.committed
                for appender in 0..<8 {
                    let numbers = records.filter { $0.key == "key-\(appender)" }.map(\.number)
                    #expect(numbers == Array(0..<50))
                }
                try await consumer.stop()
            },
            Promise("a record arrives as it was appended, whatever its bytes") { fixture in
                let log = try await fixture.makeLog()
                let topic = try await fixture.makeTopic(partitions: 1)
                let journal = ConsumerJournal()
                let consumer = Consumer(of: topic, in: log, journal: journal)
                let records = [
                    LogRecord(key: "empty", value: []),
                    LogRecord(key: "", value: [0]),
                    LogRecord(key: "grüße 🦜", value: Array(0...255)),
                    LogRecord(key: "large", value: Array(repeating: 0xaa, count: 200_000)),
                    LogRecord(key: "headers", value: [1], headers: [("b", "2"), ("a", "1"), ("b", ""), ("", "ü")]),
                ]
                try await log.append(records, to: topic)
                let consumed = await journal.until { $0.committed.count >= records.count }.committed
                #expect(consumed.map(\.record) == records)
                try await consumer.stop()
            },
            Promise("of lots that are appended at once, what fails one fails no other") { fixture in
                let log = try await fixture.makeLog()
                let topic = try await fixture.makeTopic(partitions: 2)
                let journal = ConsumerJournal()
                let consumer = Consumer(of: topic, in: log, journal: journal)
                let tooLarge = LogRecord(key: "large", value: Array(repeating: 0, count: 64 << 20))
                let lots = [[.numbered(1), .numbered(2)], [tooLarge], [], [.numbered(3, key: "other")]]
                let failures = await log.append(lots: lots, to: topic)
                #expect(failures == [nil, .tooLarge, nil, nil])
                let none = await log.append(lots: [], to: topic)
                #expect(none.isEmpty)
                let records = await journal.until { $0.committed.count >= 3 }.committed
                #expect(records.filter { $0.key == "key" }.map(\.number) == [1, 2])
                #expect(records.filter { $0.key == "other" }.map(\.number) == [3])
                try await consumer.stop()
            },
            Promise("the topic says which partition a key is in, and offsets grow there") { fixture in
                let log = try await fixture.makeLog()
                let topic = try await fixture.makeTopic(partitions: 3)
                let journal = ConsumerJournal()
                let consumer = Consumer(of: topic, in: log, journal: journal)
                let records = (0..<60).map { LogRecord.numbered($0, key: "key-\($0 % 12)") }
                try await log.append(records, to: topic)
                let consumed = await journal.until { $0.committed.count >= 60 }.committed
                let named = consumed.map { log.partition(of: $0.key, in: topic) }
                #expect(consumed.map(\.partition) == named)
                for partition in 0..<3 {
                    let offsets = consumed.filter { $0.partition == partition }.map(\.offset)
                    #expect(offsets == offsets.sorted() && Set(offsets).count == offsets.count)
                }
                try await consumer.stop()
            },
            Promise("appending nothing does nothing") { fixture in
                let log = try await fixture.makeLog()
                let topic = try await fixture.makeTopic(partitions: 1)
                let journal = ConsumerJournal()
                let consumer = Consumer(of: topic, in: log, journal: journal)
                try await log.append([], to: topic)
                try await log.append([.numbered(1)], to: topic)
                let consumed = await journal.until { !$0.committed.isEmpty }.committed
                #expect(consumed.map(\.number) == [1])
                try await consumer.stop()
            },
            Promise("a consumer that has waited is woken by the next record") { fixture in
                let log = try await fixture.makeLog()
                let topic = try await fixture.makeTopic(partitions: 1)
                let journal = ConsumerJournal()
                let consumer = Consumer(of: topic, in: log, journal: journal)
                for number in 0..<20 {
                    try await log.append([.numbered(number)], to: topic)
                    await journal.until { $0.committed.count > number }
                }
                #expect(journal.entries.committed.map(\.number) == Array(0..<20))
                try await consumer.stop()
            },
        ]
    }
}
