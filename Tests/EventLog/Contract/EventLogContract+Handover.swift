import EventLog
import Testing

extension EventLogContract {
    static var handover: [Promise] {
        [
            Promise("cancelling a consumer gives back every partition and then returns") { fixture in
                let log = try await fixture.makeLog()
                let topic = try await fixture.makeTopic(partitions: 4)
                let journal = ConsumerJournal()
                let consumer = Consumer(of: topic, in: log, journal: journal)
                await journal.until { $0.assigned.count == 4 }
                try await consumer.stop()
                #expect(journal.entries.revoked.sorted() == [0, 1, 2, 3])
            },
            Promise("two consumers of a group share the partitions, each of which has one owner at a time") { fixture in
                let log = try await fixture.makeLog()
                let topic = try await fixture.makeTopic(partitions: 4)
                let journal = ConsumerJournal()
                let first = Consumer("first", of: topic, in: log, journal: journal)
                await journal.until { $0.held(by: "first").count == 4 }
                let second = Consumer("second", of: topic, in: log, journal: journal)
                await journal.until { $0.held(by: "first").count == 2 && $0.held(by: "second").count == 2 }
                try await log.append((0..<80).map { .numbered($0, key: "key-\($0 % 16)") }, to: topic)
                await journal.until { $0.committed.count >= 80 }
                try await second.stop()
                await journal.until { $0.held(by: "first").count == 4 }
                try await first.stop()

                let events = journal.entries
                #expect(events.committed.compactMap(\.number).sorted() == Array(0..<80))
                for partition in 0..<4 {
                    expectOneOwnerAtATime(events.filter { $0.partition == partition })
                }
            },
            Promise("a batch that was not committed goes to the next owner, and committed ones do not") { fixture in
                let log = try await fixture.makeLog()
                let topic = try await fixture.makeTopic(partitions: 1)
                let journal = ConsumerJournal()
                let first = Consumer("first", of: topic, in: log, journal: journal) { batch in
                    guard batch.contains(where: { $0.number == 1 }) else { return }
                    try await untilCancelled()
                }
                try await log.append([.numbered(0)], to: topic)
                await journal.until { $0.committed.count == 1 }
                try await log.append([.numbered(1)], to: topic)
                await journal.until { $0.batches.count == 2 }
                try await log.append([.numbered(2)], to: topic)
                try await first.stop()

                let second = Consumer("second", of: topic, in: log, journal: journal)
                let records = await journal.until { $0.of("second").committed.count >= 2 }.of("second").committed
                #expect(records.map(\.number) == [1, 2])
                try await second.stop()
            },
            Promise("a batch that is finished in spite of cancellation is committed") { fixture in
                let log = try await fixture.makeLog()
                let topic = try await fixture.makeTopic(partitions: 1)
                let journal = ConsumerJournal()
                let first = Consumer("first", of: topic, in: log, journal: journal) { _ in
                    try? await untilCancelled()
                }
                try await log.append([.numbered(0)], to: topic)
                await journal.until { $0.batches.count == 1 }
                try await first.stop()
                try await log.append([.numbered(1)], to: topic)

                let second = Consumer("second", of: topic, in: log, journal: journal)
                let records = await journal.until { !$0.of("second").committed.isEmpty }.of("second").committed
                #expect(records.map(\.number) == [1])
                try await second.stop()
            },
            Promise("a partition is revoked in a task that is not cancelled") { fixture in
                let log = try await fixture.makeLog()
                let topic = try await fixture.makeTopic(partitions: 2)
                let answers = Journal<Bool>()
                let processor = CancellationWitness(answers: answers)
                let consumer = Task { try await log.consume(topic, group: "group", with: processor) }
                await answers.until(count: 2)
                consumer.cancel()
                try await consumer.value
                #expect(answers.entries == [false, false, false, false])
            },
            Promise("consumers that come and go lose nothing and keep the order of a key") { fixture in
                let log = try await fixture.makeLog()
                let topic = try await fixture.makeTopic(partitions: 6)
                let journal = ConsumerJournal()
                let steady = Consumer("steady", of: topic, in: log, journal: journal) { _ in
                    await Task.yield()
                }
                try await withThrowingTaskGroup { group in
                    group.addTask {
                        for number in 0..<300 {
                            try await log.append((0..<12).map { .numbered(number, key: "key-\($0)") }, to: topic)
                        }
                    }
                    for round in 0..<3 {
                        let name = "guest-\(round)"
                        let guest = Consumer(name, of: topic, in: log, journal: journal)
                        await journal.until { !$0.held(by: name).isEmpty }
                        try await guest.stop()
                    }
                    try await group.waitForAll()
                }
                let keys = (0..<12).map { "key-\($0)" }
                let events = await journal.until { events in
                    Set(events.committed.map { "\($0.key) \($0.number ?? -1)" }).count == 12 * 300
                }
                for key in keys {
                    let numbers = events.committed.filter { $0.key == key }.compactMap(\.number)
                    #expect(firstSights(of: numbers) == Array(0..<300))
                }
                try await steady.stop()
                for partition in 0..<6 {
                    expectOneOwnerAtATime(journal.entries.filter { $0.partition == partition })
                }
            },
        ]
    }

    /// Checks that assignments and revocations of one partition alternate, and that only its owner works on it.
    private static func expectOneOwnerAtATime(_ events: [ConsumerEvent]) {
        var owner: String?
        for event in events {
            switch event {
            case .assigned(_, let name):
                #expect(owner == nil)
                owner = name
            case .revoked(_, let name):
                #expect(owner == name)
                owner = nil
            case .delivered(_, _, let name), .committed(_, _, let name):
                #expect(owner == name)
            }
        }
    }

    /// The elements without those seen before.
    private static func firstSights(of numbers: [Int]) -> [Int] {
        var seen: Set<Int> = []
        return numbers.filter { seen.insert($0).inserted }
    }
}

/// Waits for nothing but the end of the task, and throws then.
private func untilCancelled() async throws {
    let (never, feed) = AsyncStream.makeStream(of: Void.self)
    for await _ in never {}
    feed.finish()
    throw CancellationError()
}

/// Writes down whether its task is cancelled when a partition comes and goes.
private struct CancellationWitness: LogProcessor {
    let answers: Journal<Bool>

    func assigned(_ partition: Int) async { answers.add(Task.isCancelled) }
    func process(_ batch: [ConsumedRecord], partition: Int) async throws {}
    func revoked(_ partition: Int) async { answers.add(Task.isCancelled) }
}
