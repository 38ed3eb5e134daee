import EventLog
import GRDB
import Storage
import TestKit
import Testing

@Suite struct OutboxTests {
    private struct Refusal: Error {}

    private static let records = [
        LogRecord(key: "grpA", value: [1, 2, 3], headers: [("kind", "made"), ("kind", "again"), ("", "ü")]),
        LogRecord(key: "", value: []),
        LogRecord(key: "grpB", value: [UInt8](repeating: 255, count: 1000)),
    ]

    private let folder: TemporaryFolder
    private let database: SQLiteDatabase
    private let outbox: SQLiteOutbox

    init() throws {
        folder = try TemporaryFolder()
        database = try SQLiteDatabase(path: folder.path(of: "a.sqlite"), schema: Schema([SQLiteOutbox.migration]))
        outbox = SQLiteOutbox(database)
    }

    private func append(_ records: [LogRecord]) async throws {
        try await database.write { [outbox] db in
            for record in records { try outbox.append(record, in: db) }
        }
    }

    @Test("Entries come out whole, in the order they were appended")
    func order() async throws {
        try await append(Self.records)
        let entries = try await outbox.pending(limit: 10)
        #expect(entries.map(\.record) == Self.records)
        #expect(entries.map(\.id) == entries.map(\.id).sorted())
        #expect(try await outbox.pending(limit: 2) == Array(entries.prefix(2)))
    }

    @Test("A change that is undone leaves no entry")
    func undone() async throws {
        await #expect(throws: Refusal.self) {
            try await database.write { [outbox] db in
                try outbox.append(Self.records[0], in: db)
                throw Refusal()
            }
        }
        #expect(try await outbox.pending(limit: 10) == [])
    }

    @Test("Removing takes entries up to the id, may be done again, and ids are never used twice")
    func removal() async throws {
        try await append(Self.records)
        let entries = try await outbox.pending(limit: 10)
        try await outbox.remove(through: entries[1].id)
        try await outbox.remove(through: entries[1].id)
        #expect(try await outbox.pending(limit: 10) == [entries[2]])
        try await outbox.remove(through: entries[2].id)
        try await append([Self.records[0]])
        #expect(try await outbox.pending(limit: 10).allSatisfy { $0.id > entries[2].id })
    }

    @Test("Every listener is woken after a commit that appended, also if it was not waiting yet")
    func wakeups() async throws {
        var first = outbox.wakeups.makeAsyncIterator()
        var second = outbox.wakeups.makeAsyncIterator()
        try await append(Self.records)
        #expect(await first.next() != nil)
        #expect(await second.next() != nil)
        #expect(try await outbox.pending(limit: 10).count == 3)
    }

    @Test("Entries of before a restart are found afterwards")
    func restart() async throws {
        try await append(Self.records)
        await database.close()
        let again = SQLiteOutbox(
            try SQLiteDatabase(path: database.path, schema: Schema([SQLiteOutbox.migration])))
        #expect(try await again.pending(limit: 10).map(\.record) == Self.records)
    }

    @Test("A relay moves the entries to the log, those from before it ran and those that come later")
    func relay() async throws {
        let log = RecordingLog()
        var appended = log.appends.makeAsyncIterator()
        try await append([Self.records[0]])
        try await withThrowingTaskGroup { group in
            group.addTask { [outbox] in try await OutboxRelay(from: outbox, to: log, topic: .event).run() }
            #expect(await appended.next() == [Self.records[0]])
            try await append([Self.records[1]])
            #expect(await appended.next() == [Self.records[1]])
            group.cancelAll()
        }
    }
}
