import Foundation
import GRDB
import Testing

@testable import Storage

@Suite struct FailureTests {
    @Test("A full disk fails every write of the commit, and nothing of it is stored")
    func fullDisk() async throws {
        let sample = try SampleDatabase()
        try await sample.insert(1)
        try await sample.database.write { db in
            let pages = try #require(try Int.fetchOne(db, sql: "PRAGMA page_count"))
            _ = try Int.fetchOne(db, sql: "PRAGMA max_page_count = \(pages)")
        }
        try await withHeldWriter(sample.database) { group in
            for (id, text) in [(2, "small"), (3, String(repeating: "x", count: 100_000)), (4, "small")]
                as [(Int64, String)]
            {
                await group.addQueued {
                    await #expect(throws: StoreError.unavailable) { try await sample.insert(id, text) }
                }
            }
        }
        #expect(try await sample.texts() == ["text"])
        #expect(!sample.database.isHealthy)

        try await sample.database.write { db in
            _ = try Int.fetchOne(db, sql: "PRAGMA max_page_count = 100000")
        }
        try await sample.insert(5)
        #expect(sample.database.isHealthy)
        #expect(try await sample.texts() == ["text", "text"])
    }

    @Test("A write that hides a full disk from its caller is not reported as written, nor is what it does afterwards")
    func hiddenFailure() async throws {
        let sample = try SampleDatabase()
        await #expect(throws: StoreError.unavailable) {
            try await sample.database.write { db in
                let pages = try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
                _ = try Int.fetchOne(db, sql: "PRAGMA max_page_count = \(pages)")
                try? SampleDatabase.insert(1, String(repeating: "x", count: 100_000), in: db)
                try? SampleDatabase.insert(2, in: db)
            }
        }
        #expect(try await sample.texts() == [])
        #expect(try await sample.reopened().read { db in try Int.fetchOne(db, sql: "SELECT count(*) FROM note") } == 0)
    }

    @Test("A commit that fails is unavailable for all its callers, whatever they threw themselves")
    func failingCommit() async throws {
        let sample = try SampleDatabase()
        let disk = FailingCommits()
        sample.database.pool.add(transactionObserver: disk, extent: .databaseLifetime)
        try await withHeldWriter(sample.database) { group in
            for id in 1...10 as ClosedRange<Int64> {
                await group.addQueued {
                    await #expect(throws: StoreError.unavailable) {
                        try await sample.database.write { db in
                            try SampleDatabase.insert(id, in: db)
                            if id == 5 { throw CancellationError() }
                        }
                    }
                }
            }
        } held: { error in
            #expect(error as? StoreError == .unavailable)
        }
        #expect(try await sample.texts() == [])
        #expect(try await SampleDatabase.texts(in: sample.reopened()) == [])
    }

    @Test("A file locked by somebody else is unavailable after the busy time, and works again afterwards")
    func locked() async throws {
        var settings = SQLiteSettings()
        settings.busyTimeout = .milliseconds(1)
        let sample = try SampleDatabase(settings: settings)
        var unsafe = Configuration()
        unsafe.allowsUnsafeTransactions = true
        let other = try DatabaseQueue(path: sample.path, configuration: unsafe)
        try await other.writeWithoutTransaction { db in try db.execute(sql: "BEGIN IMMEDIATE") }
        await #expect(throws: StoreError.unavailable) { try await sample.insert(1) }
        #expect(try await sample.texts() == [], "reads go on")
        try await other.writeWithoutTransaction { db in try db.execute(sql: "ROLLBACK") }
        try await sample.insert(2)
        #expect(try await sample.texts().count == 1)
    }

    @Test("A key that exists is a conflict")
    func conflict() async throws {
        let sample = try SampleDatabase()
        try await sample.insert(1)
        await #expect(throws: StoreError.conflict) { try await sample.insert(1) }
        #expect(sample.database.isHealthy)
    }

    @Test("A mistake of the program is not taken for a failure of the store")
    func mistakes() async throws {
        let sample = try SampleDatabase()
        await #expect(throws: DatabaseError.self) { try await sample.insert(1, "forbidden") }
        await #expect(throws: DatabaseError.self) {
            try await sample.database.read { db in _ = try db.run("SELECT nothing FROM nowhere") }
        }
    }

    @Test("A read that tries to write is refused")
    func readOnlyReads() async throws {
        let sample = try SampleDatabase()
        await #expect(throws: StoreError.unavailable) {
            try await sample.database.read { db in try SampleDatabase.insert(1, in: db) }
        }
    }

    @Test("A damaged page is found when it is read")
    func damagedPage() async throws {
        let sample = try SampleDatabase()
        try await sample.database.write { db in
            for id in 1...2_000 as ClosedRange<Int64> {
                try SampleDatabase.insert(id, String(repeating: "x", count: 100), in: db)
            }
        }
        #expect(try await sample.database.faults() == [])
        await sample.database.close()
        try FileDamage.overwrite(sample.path, from: 4096 * 5, count: 4096 * 20)

        let damaged = try sample.reopened()
        await #expect(throws: StoreError.corrupted) { try await SampleDatabase.texts(in: damaged) }
    }

    @Test(
        "A value of the wrong kind, or a null, is a damaged row",
        arguments: ["'5'", "1.5", "NULL", "x'05'"])
    func wrongKind(_ value: String) async throws {
        let sample = try SampleDatabase()
        await #expect(throws: StoreError.corrupted) {
            try await sample.database.read { db in
                try db.first("SELECT \(value) AS n") { row in try row.int64("n") }
            }
        }
    }

    @Test("More calls than may wait are refused at once")
    func bound() async throws {
        var settings = SQLiteSettings()
        settings.waitingCalls = 3
        let sample = try SampleDatabase(settings: settings)
        try await withHeldWriter(sample.database) { group in
            await group.addQueued { try await sample.insert(1) }
            await group.addQueued { try await sample.insert(2) }
            await #expect(throws: StoreError.unavailable) { try await sample.insert(3) }
        }
        #expect(try await sample.texts().count == 2)
    }
}
