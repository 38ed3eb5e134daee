import EventLog
import Testing

extension EventLogContract {
    static var starting: [Promise] {
        [
            Promise("a group that begins at the end sees what comes once it has the partition, and all of that") {
                fixture in
                let log = try await fixture.makeLog()
                let topic = try await fixture.makeTopic(partitions: 2)
                let keys = topic.keyOfEachPartition
                try await log.append((0..<10).map { .numbered($0, key: keys[$0 % 2]) }, to: topic)
                let journal = ConsumerJournal()
                // Appended before the assignment is over: the narrowest gap that there is.
                let processor = AppendingProcessor(journal: journal) { partition in
                    try? await log.append([.numbered(100 + partition, key: keys[partition])], to: topic)
                }
                let consumer = Task {
                    try await log.consume(topic, group: "group", from: .latest, with: processor)
                }
                await journal.until { $0.assigned.count == 2 }
                try await log.append((0..<2).map { .numbered(200 + $0, key: keys[$0]) }, to: topic)
                let records = await journal.until { $0.committed.count >= 4 }.committed
                for partition in 0..<2 {
                    let numbers = records.filter { $0.partition == partition }.map(\.number)
                    #expect(numbers == [100 + partition, 200 + partition])
                }
                consumer.cancel()
                try await consumer.value
            },
            Promise("a group that began at the end and read nothing goes on from there") { fixture in
                let log = try await fixture.makeLog()
                let topic = try await fixture.makeTopic(partitions: 1)
                try await log.append([.numbered(0)], to: topic)
                let first = ConsumerJournal()
                let before = Consumer(of: topic, in: log, from: .latest, journal: first)
                await first.until { $0.assigned == [0] }
                try await before.stop()
                try await log.append([.numbered(1)], to: topic)

                let second = ConsumerJournal()
                let after = Consumer(of: topic, in: log, from: .latest, journal: second)
                let records = await second.until { !$0.committed.isEmpty }.committed
                #expect(records.map(\.number) == [1])
                #expect(first.entries.committed.isEmpty)
                try await after.stop()
            },
        ]
    }
}

/// Does something while it is given a partition.
private struct AppendingProcessor: LogProcessor {
    let journal: ConsumerJournal
    let whenAssigned: @Sendable (Int) async -> Void

    func assigned(_ partition: Int) async {
        await whenAssigned(partition)
        journal.add(.assigned(partition, by: "consumer"))
    }

    func process(_ batch: [ConsumedRecord], partition: Int) async throws {
        journal.add(.committed(batch, partition: partition, by: "consumer"))
    }
}
