import EventLog
import Foundation
import Storage
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(2))) struct MongoOutboxTests {
    private struct Refusal: Error {}

    private static let records = [
        LogRecord(key: "grpA", value: [1, 2, 3], headers: [("kind", "made"), ("kind", "again"), ("", "ü")]),
        LogRecord(key: "", value: []),
        LogRecord(key: "grpB", value: [UInt8](repeating: 255, count: 1000)),
    ]

    private func append(_ records: [LogRecord], to outbox: MongoOutbox, in database: MongoDatabase) async throws {
        try await database.transaction { db in try outbox.append(records, in: db) }
    }

    private func withOutbox(_ body: (SampleMongo, MongoOutbox) async throws -> Void) async throws {
        try await withSampleMongo { sample async throws in
            try await body(sample, MongoOutbox(sample.database))
        }
    }

    @Test("Entries come out whole, in the order they were appended")
    func order() async throws {
        try await withOutbox { sample, outbox async throws in
            try await append(Self.records, to: outbox, in: sample.database)
            try await append(Self.records, to: outbox, in: sample.database)
            let entries = try await outbox.pending(limit: 10)
            #expect(entries.map(\.record) == Self.records + Self.records)
            #expect(entries.map(\.id) == entries.map(\.id).sorted())
            #expect(Set(entries.map(\.id)).count == 6)
            #expect(try await outbox.pending(limit: 2) == Array(entries.prefix(2)))
        }
    }

    @Test("A change that is undone leaves no entry")
    func undone() async throws {
        try await withOutbox { sample, outbox async throws in
            await #expect(throws: Refusal.self) {
                try await sample.database.transaction { db in
                    try outbox.append(Self.records, in: db)
                    throw Refusal()
                }
            }
            #expect(try await outbox.pending(limit: 10) == [])
        }
    }

    @Test("Removing takes entries up to the id, may be done again, and ids are never used twice")
    func removal() async throws {
        try await withOutbox { sample, outbox async throws in
            try await append(Self.records, to: outbox, in: sample.database)
            let entries = try await outbox.pending(limit: 10)
            try await outbox.remove(through: entries[1].id)
            try await outbox.remove(through: entries[1].id)
            #expect(try await outbox.pending(limit: 10) == [entries[2]])
            try await outbox.remove(through: entries[2].id)
            try await append([Self.records[0]], to: outbox, in: sample.database)
            let later = try await outbox.pending(limit: 10)
            #expect(later.count == 1)
            #expect(later.allSatisfy { $0.id > entries[2].id })
        }
    }

    @Test("What is committed late is not removed with what was appended after it")
    func lateCommit() async throws {
        try await withOutbox { sample, outbox async throws in
            let (hasAppended, mayCommit) = (Flag(), Flag())
            async let late: Void = sample.database.transaction { db in
                try outbox.append([Self.records[0]], in: db)
                hasAppended.raise()
                // On a thread of the database, which may wait.
                while !mayCommit.isRaised { usleep(1_000) }
            }
            while !hasAppended.isRaised { try await Task.sleep(for: .milliseconds(1)) }
            try await append([Self.records[2]], to: outbox, in: sample.database)
            let early = try await outbox.pending(limit: 10)
            #expect(early.map(\.record) == [Self.records[2]])
            mayCommit.raise()
            try await late
            try await outbox.remove(through: early[0].id)
            let rest = try await outbox.pending(limit: 10)
            #expect(rest.map(\.record) == [Self.records[0]])
            #expect(rest[0].id < early[0].id)
        }
    }

    @Test("One replica relays; another takes over when the lease of the first has ended")
    func lease() async throws {
        try await withSampleMongo { sample async throws in
            let first = MongoOutbox(sample.database, leaseTime: .seconds(10))
            let second = MongoOutbox(sample.database, leaseTime: .seconds(10))
            try await append(Self.records, to: second, in: sample.database)
            #expect(try await first.pending(limit: 10).count == 3)
            #expect(try await second.pending(limit: 10) == [])
            var entries: [OutboxEntry] = []
            while entries.isEmpty { entries = try await second.pending(limit: 10) }
            #expect(entries.map(\.record) == Self.records)
            #expect(try await first.pending(limit: 10) == [])
        }
    }

    @Test("A relay moves the entries to the log, those from before it ran and those that come later")
    func relay() async throws {
        try await withOutbox { sample, outbox async throws in
            let log = RecordingLog()
            var appended = log.appends.makeAsyncIterator()
            try await append([Self.records[0]], to: outbox, in: sample.database)
            try await withThrowingTaskGroup { group in
                group.addTask { try await OutboxRelay(from: outbox, to: log, topic: .event).run() }
                #expect(await appended.next() == [Self.records[0]])
                try await append([Self.records[1]], to: outbox, in: sample.database)
                #expect(await appended.next() == [Self.records[1]])
                group.cancelAll()
            }
        }
    }
}

/// Raised once, seen by all.
private final class Flag: Sendable {
    private let value = Atomic(false)

    var isRaised: Bool { value.load(ordering: .acquiring) }

    func raise() {
        value.store(true, ordering: .releasing)
    }
}
