import Foundation
import GRDB
import TestKit
import Testing

@testable import Storage

@Suite struct OpeningTests {
    private static let first = Migration("notes", sql: "CREATE TABLE note (id INTEGER PRIMARY KEY)")
    private static let second = Migration(
        "texts", sql: "ALTER TABLE note ADD COLUMN text TEXT; INSERT INTO note VALUES (1, 'a')")

    @Test("A file that was closed and opened again has everything")
    func reopen() async throws {
        let sample = try SampleDatabase()
        try await withThrowingTaskGroup { group in
            for id in 1...100 as ClosedRange<Int64> { group.addTask { try await sample.insert(id, "note \(id)") } }
            try await group.waitForAll()
        }
        await sample.database.close()
        #expect(try await SampleDatabase.texts(in: sample.reopened()) == (1...100).map { "note \($0)" })
    }

    @Test("After closing, calls are unavailable, and closing again does nothing")
    func closed() async throws {
        let sample = try SampleDatabase()
        await sample.database.close()
        await sample.database.close()
        await #expect(throws: StoreError.unavailable) { try await sample.insert(1) }
        await #expect(throws: StoreError.unavailable) { try await sample.texts() }
    }

    @Test("Closing lets the writes finish that were called before")
    func closingDrains() async throws {
        let sample = try SampleDatabase()
        try await withHeldWriter(sample.database) { group in
            for id in 1...10 as ClosedRange<Int64> { await group.addQueued { try await sample.insert(id) } }
            group.add { await sample.database.close() }
        }
        #expect(try await SampleDatabase.texts(in: sample.reopened()).count == 10)
    }

    @Test("A closed database is one file, with nothing left beside it")
    func oneFile() async throws {
        let sample = try SampleDatabase()
        try await sample.insert(1)
        _ = try await sample.texts()
        await sample.database.close()
        let copy = sample.folder.path(of: "copy.sqlite")
        try FileManager.default.copyItem(atPath: sample.path, toPath: copy)
        #expect(
            try await SampleDatabase.texts(in: SQLiteDatabase(path: copy, schema: SampleDatabase.schema)) == ["text"])
    }

    @Test("The file is in WAL mode, commits reach the disk, and references are checked")
    func pragmas() async throws {
        let sample = try SampleDatabase()
        let (journal, synchronous, references) = try await sample.database.write { db in
            (
                try String.fetchOne(db, sql: "PRAGMA journal_mode"),
                try Int.fetchOne(db, sql: "PRAGMA synchronous"),
                try Bool.fetchOne(db, sql: "PRAGMA foreign_keys")
            )
        }
        #expect(journal == "wal")
        #expect(synchronous == 2, "2 is FULL")
        #expect(references == true)
    }

    @Test("Each step of a schema is done once, also when they are added one by one")
    func steps() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path(of: "a.sqlite")
        try await SQLiteDatabase(path: path, schema: Schema([Self.first])).close()
        for _ in 1...2 {
            let database = try SQLiteDatabase(path: path, schema: Schema([Self.first, Self.second]))
            let (version, rows) = try await database.read { db in
                (
                    try Int.fetchOne(db, sql: "PRAGMA user_version"),
                    try Int.fetchOne(db, sql: "SELECT count(*) FROM note WHERE text = 'a'")
                )
            }
            #expect(version == 2)
            #expect(rows == 1)
            await database.close()
        }
    }

    @Test("A step that fails names itself and leaves the file at the step before")
    func failingStep() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path(of: "a.sqlite")
        let broken = Migration("broken", sql: "CREATE TABLE other (id); INSERT INTO missing VALUES (1)")
        #expect {
            try SQLiteDatabase(path: path, schema: Schema([Self.first, broken]))
        } throws: { error in
            guard case .migrationFailed(2, "broken", _) = (error as? DatabaseOpenError)?.reason else { return false }
            return true
        }
        let database = try SQLiteDatabase(path: path, schema: Schema([Self.first]))
        let tables = try await database.read { db in
            try String.fetchAll(db, sql: "SELECT name FROM sqlite_master WHERE type = 'table'")
        }
        #expect(tables == ["note"])
    }

    @Test("A step that leaves a broken reference fails")
    func brokenReference() throws {
        let folder = try TemporaryFolder()
        let schema = Schema([
            Migration(
                "comments",
                sql:
                    "CREATE TABLE n (id INTEGER PRIMARY KEY); CREATE TABLE c (n REFERENCES n); INSERT INTO c VALUES (7)"
            )
        ])
        #expect(throws: DatabaseOpenError.self) {
            try SQLiteDatabase(path: folder.path(of: "a.sqlite"), schema: schema)
        }
    }

    @Test("A file of a newer version is refused with both versions, and left alone")
    func newer() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path(of: "a.sqlite")
        try await SQLiteDatabase(path: path, schema: Schema([Self.first, Self.second])).close()
        #expect(throws: DatabaseOpenError(path: path, reason: .newerSchema(found: 2, known: 1))) {
            try SQLiteDatabase(path: path, schema: Schema([Self.first]))
        }
        await #expect(throws: Never.self) {
            try await SQLiteDatabase(path: path, schema: Schema([Self.first, Self.second])).close()
        }
    }

    @Test("A file that is no database is damaged")
    func notADatabase() throws {
        let folder = try TemporaryFolder()
        let path = folder.path(of: "a.sqlite")
        try Data(repeating: 0x41, count: 8192).write(to: URL(fileURLWithPath: path))
        #expect(throws: DatabaseOpenError(path: path, reason: .corrupted)) {
            try SQLiteDatabase(path: path, schema: Schema([Self.first]))
        }
    }

    @Test("A file in a folder that does not exist cannot be opened, and the error names it")
    func missingFolder() {
        #expect {
            try SQLiteDatabase(path: "/nowhere/at/all.sqlite", schema: Schema([Self.first]))
        } throws: { error in
            let error = error as? DatabaseOpenError
            guard case .unavailable = error?.reason else { return false }
            return error?.description.contains("/nowhere/at/all.sqlite") == true
        }
    }
}
