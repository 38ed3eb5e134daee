import EventLog
import Testing

extension EventLogContract {
    static var groups: [Promise] {
        [
            Promise("each group sees every record") { fixture in
                let log = try await fixture.makeLog()
                let topic = try await fixture.makeTopic(partitions: 2)
                let journals = (0..<3).map { _ in ConsumerJournal() }
                let consumers = journals.enumerated().map { index, journal in
                    Consumer(of: topic, in: log, group: "group-\(index)", journal: journal)
                }
                for journal in journals {
                    await journal.until { $0.assigned.count == 2 }
                }
                try await log.append((0..<40).map { .numbered($0, key: "key-\($0 % 5)") }, to: topic)
                for journal in journals {
                    let records = await journal.until { $0.committed.count >= 40 }.committed
                    #expect(records.compactMap(\.number).sorted() == Array(0..<40))
                }
                for consumer in consumers {
                    try await consumer.stop()
                }
            },
            Promise("a new group starts with the oldest record kept") { fixture in
                let log = try await fixture.makeLog()
                let topic = try await fixture.makeTopic(partitions: 1)
                try await log.append((0..<10).map { .numbered($0) }, to: topic)
                let journal = ConsumerJournal()
                let consumer = Consumer(of: topic, in: log, journal: journal)
                let records = await journal.until { $0.committed.count >= 10 }.committed
                #expect(records.map(\.number) == Array(0..<10))
                try await consumer.stop()
            },
            Promise("a group that comes back goes on where it stopped") { fixture in
                let log = try await fixture.makeLog()
                let topic = try await fixture.makeTopic(partitions: 1)
                let first = ConsumerJournal()
                let before = Consumer(of: topic, in: log, journal: first)
                try await log.append([.numbered(0), .numbered(1)], to: topic)
                await first.until { $0.committed.count >= 2 }
                try await before.stop()
                try await log.append([.numbered(2), .numbered(3)], to: topic)

                let second = ConsumerJournal()
                let after = Consumer(of: topic, in: log, journal: second)
                let records = await second.until { $0.committed.count >= 2 }.committed
                #expect(records.map(\.number) == [2, 3])
                try await after.stop()
            },
            Promise("partitions are worked on at the same time") { fixture in
                let log = try await fixture.makeLog()
                let topic = try await fixture.makeTopic(partitions: 2)
                let journal = ConsumerJournal()
                // Each batch waits until the other partition's is there too.
                let consumer = Consumer(of: topic, in: log, journal: journal) { _ in
                    await journal.until { Set($0.filter { !$0.isAssignment }.map(\.partition)).count == 2 }
                }
                try await log.append(topic.keyOfEachPartition.map { .numbered(0, key: $0) }, to: topic)
                let records = await journal.until { $0.committed.count >= 2 }.committed
                #expect(Set(records.map(\.partition)) == [0, 1])
                try await consumer.stop()
            },
            Promise("one partition's batches never overlap, and follow its assignment") { fixture in
                let log = try await fixture.makeLog()
                let topic = try await fixture.makeTopic(partitions: 2)
                let journal = ConsumerJournal()
                let consumer = Consumer(of: topic, in: log, journal: journal) { _ in await Task.yield() }
                for number in 0..<200 {
                    try await log.append([.numbered(number, key: "key-\(number % 7)")], to: topic)
                }
                await journal.until { $0.committed.count >= 200 }
                try await consumer.stop()
                for partition in 0..<2 {
                    let events = journal.entries.filter { $0.partition == partition }
                    #expect(events.first == .assigned(partition, by: "consumer"))
                    #expect(events.last == .revoked(partition, by: "consumer"))
                    let work = events.dropFirst().dropLast()
                    for (index, event) in work.enumerated() {
                        #expect(event.isDelivery == index.isMultiple(of: 2))
                    }
                }
            },
        ]
    }
}

extension ConsumerEvent {
    var isAssignment: Bool {
        if case .assigned = self { true } else { false }
    }

    var isDelivery: Bool {
        if case .delivered = self { true } else { false }
    }
}
