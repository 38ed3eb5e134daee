import Dispatch
import Foundation
import GRDB
import Testing

@testable import Storage

@Suite(.timeLimit(.minutes(2))) struct CheckpointTests {
    private let sample: SampleDatabase

    init() throws {
        var settings = SQLiteSettings()
        settings.checkpointPages = 16
        sample = try SampleDatabase(settings: settings)
    }

    @Test("While writes go on, the log begins anew again and again, and nothing is lost")
    func busy() async throws {
        let written = try await withThrowingTaskGroup { group in
            for writer in 0..<4 as Range<Int64> {
                group.addTask { try await write(from: 1 + writer * 1_000_000, untilBegun: 5) }
            }
            return try await group.reduce(0, +)
        }
        await sample.database.close()
        #expect(try await SampleDatabase.texts(in: sample.reopened()).count == written)
        #expect(written < SQLiteSettings().checkpointPages, "with the usual settings none would have begun")
    }

    @Test("A long read holds up no write, and the log begins anew after it")
    func longRead() async throws {
        try await sample.insert(1)
        let begun = try generation()
        let hold = DispatchSemaphore(value: 0)
        let (entered, enter) = AsyncStream.makeStream(of: Void.self)
        async let seen = sample.database.read { db in
            let before = try Int.fetchOne(db, sql: "SELECT count(*) FROM note")
            enter.finish()
            hold.wait()
            return (before, try Int.fetchOne(db, sql: "SELECT count(*) FROM note"))
        }
        for await _ in entered {}
        do {
            defer { hold.signal() }
            for id in 2...200 as ClosedRange<Int64> { try await sample.insert(id) }
            #expect(try generation() == begun)
        }
        let (before, after) = try await seen
        #expect(before == 1 && after == 1)
        _ = try await write(from: 201, untilBegun: begun + 1)
    }

    /// Writes until the log has begun anew so many times.
    ///
    /// - Returns: How many notes.
    private func write(from first: Int64, untilBegun times: UInt32) async throws -> Int {
        var id = first
        while try generation() < times {
            try await sample.insert(id, String(repeating: "text", count: 500))
            id += 1
        }
        return Int(id - first)
    }

    /// How many times the log has begun anew: its header says so (SQLite, "WAL-mode File Format", section 1.1).
    private func generation() throws -> UInt32 {
        guard let log = FileHandle(forReadingAtPath: sample.path + "-wal") else { return 0 }
        defer { try? log.close() }
        try log.seek(toOffset: 12)
        return try log.read(upToCount: 4)?.reduce(0) { $0 << 8 | UInt32($1) } ?? 0
    }
}
