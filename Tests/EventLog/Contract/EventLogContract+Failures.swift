import EventLog
import Testing

extension EventLogContract {
    static var failures: [Promise] {
        [
            Promise("a batch that fails comes again, before anything later") { fixture in
                let log = try await fixture.makeLog()
                let topic = try await fixture.makeTopic(partitions: 1)
                let journal = ConsumerJournal()
                let consumer = Consumer(of: topic, in: log, journal: journal) { _ in
                    if journal.entries.batches.count <= 3 { throw Failure() }
                }
                try await log.append([.numbered(0), .numbered(1)], to: topic)
                await journal.until { $0.batches.count >= 1 }
                try await log.append([.numbered(2)], to: topic)
                let events = await journal.until { $0.committed.count >= 3 }
                #expect(events.committed.map(\.number) == [0, 1, 2])
                let firsts = events.batches.prefix(4).map { $0.first?.number }
                #expect(firsts == [0, 0, 0, 0])
                try await consumer.stop()
            },
            Promise("a partition that fails does not hold up another") { fixture in
                let log = try await fixture.makeLog()
                let topic = try await fixture.makeTopic(partitions: 2)
                let journal = ConsumerJournal()
                let consumer = Consumer(of: topic, in: log, journal: journal) { batch in
                    if batch.first?.partition == 0 { throw Failure() }
                }
                let keys = topic.keyOfEachPartition
                try await log.append([.numbered(0, key: keys[0])], to: topic)
                await journal.until { $0.batches.count >= 1 }
                try await log.append((1...10).map { .numbered($0, key: keys[1]) }, to: topic)
                let records = await journal.until { $0.committed.count >= 10 }.committed
                #expect(records.map(\.number) == Array(1...10))
                try await consumer.stop()
            },
            Promise("a poison record is set aside, and the rest of its batch goes on") { fixture in
                let log = try await fixture.makeLog()
                let topic = try await fixture.makeTopic(partitions: 1)
                let journal = ConsumerJournal()
                let consumer = Consumer(of: topic, in: log, journal: journal) { batch in
                    if let index = batch.firstIndex(where: { ($0.number ?? 0).isMultiple(of: 3) }) {
                        throw PoisonRecord(index: index, reason: "a multiple of three")
                    }
                }
                try await log.append((1...7).map { .numbered($0) }, to: topic)
                let records = await journal.until { $0.committed.count >= 5 }.committed
                #expect(records.map(\.number) == [1, 2, 4, 5, 7])
                let letters = try await fixture.deadLetters(2, of: topic, group: "group", in: log)
                #expect(letters.map(\.record.number) == [3, 6])
                #expect(letters.map(\.reason) == ["a multiple of three", "a multiple of three"])
                #expect(letters.map(\.group) == ["group", "group"])
                try await consumer.stop()
            },
            Promise("a batch of nothing but poison holds up nothing") { fixture in
                let log = try await fixture.makeLog()
                let topic = try await fixture.makeTopic(partitions: 1)
                let journal = ConsumerJournal()
                let consumer = Consumer(of: topic, in: log, journal: journal) { batch in
                    if batch[0].number != 9 { throw PoisonRecord(index: 0, reason: "not nine") }
                }
                try await log.append([.numbered(1)], to: topic)
                _ = try await fixture.deadLetters(1, of: topic, group: "group", in: log)
                try await log.append([.numbered(2), .numbered(9)], to: topic)
                let records = await journal.until { !$0.committed.isEmpty }.committed
                #expect(records.map(\.number) == [9])
                try await consumer.stop()
            },
            Promise("what one group gave up on, another group still gets") { fixture in
                let log = try await fixture.makeLog()
                let topic = try await fixture.makeTopic(partitions: 1)
                let (strict, lenient) = (ConsumerJournal(), ConsumerJournal())
                let first = Consumer(of: topic, in: log, group: "strict", journal: strict) { batch in
                    if batch[0].number == 1 { throw PoisonRecord(index: 0, reason: "one") }
                }
                let second = Consumer(of: topic, in: log, group: "lenient", journal: lenient)
                await strict.until { $0.assigned == [0] }
                await lenient.until { $0.assigned == [0] }
                try await log.append([.numbered(1), .numbered(2)], to: topic)
                let strictly = await strict.until { !$0.committed.isEmpty }.committed
                let leniently = await lenient.until { $0.committed.count >= 2 }.committed
                #expect(strictly.map(\.number) == [2])
                #expect(leniently.map(\.number) == [1, 2])
                try await first.stop()
                try await second.stop()
            },
            Promise("a poison record that is not in the batch is an ordinary failure") { fixture in
                let log = try await fixture.makeLog()
                let topic = try await fixture.makeTopic(partitions: 1)
                let journal = ConsumerJournal()
                let consumer = Consumer(of: topic, in: log, journal: journal) { batch in
                    if journal.entries.batches.count == 1 { throw PoisonRecord(index: batch.count, reason: "beyond") }
                }
                try await log.append([.numbered(1)], to: topic)
                let events = await journal.until { !$0.committed.isEmpty }
                #expect(events.committed.map(\.number) == [1])
                #expect(events.batches.count == 2)
                try await consumer.stop()
            },
            Promise("cancellation is prompt while a batch waits to be tried again") { fixture in
                let log = try await fixture.makeLog()
                let topic = try await fixture.makeTopic(partitions: 1)
                let journal = ConsumerJournal()
                let consumer = Consumer(of: topic, in: log, journal: journal) { _ in throw Failure() }
                try await log.append([.numbered(1)], to: topic)
                await journal.until { $0.batches.count >= 1 }
                try await consumer.stop()
                #expect(journal.entries.last == .revoked(0, by: "consumer"))
            },
        ]
    }
}

private struct Failure: Error {}
