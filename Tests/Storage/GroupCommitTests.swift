import GRDB
import Storage
import Synchronization
import Testing

@Suite struct GroupCommitTests {
    private struct Refusal: Error, Equatable {
        let id: Int64
    }

    @Test("64 concurrent writers share commits, and every row is there afterwards")
    func sharedCommits() async throws {
        let sample = try SampleDatabase()
        let commits = try await CommitCounter.watching(sample.database)
        try await withThrowingTaskGroup { group in
            for writer in 0..<64 as Range<Int64> {
                group.addTask {
                    for index in 0..<25 as Range<Int64> { try await sample.insert(writer * 100 + index) }
                }
            }
            try await group.waitForAll()
        }
        #expect(try await sample.texts().count == 64 * 25)
        #expect(commits.count < 64 * 25)
    }

    @Test("Writes that queued up behind another are carried out in the order they came, in one commit of their own")
    func arrivalOrder() async throws {
        let sample = try SampleDatabase()
        let commits = try await CommitCounter.watching(sample.database)
        let order = Mutex<[Int64]>([])
        try await withHeldWriter(sample.database) { group in
            for id in 1...20 as ClosedRange<Int64> {
                await group.addQueued {
                    try await sample.database.write { db in
                        order.withLock { $0.append(id) }
                        try SampleDatabase.insert(id, in: db)
                    }
                }
            }
        }
        #expect(order.withLock { $0 } == Array(1...20))
        // The held write has one to itself.
        #expect(commits.count == 2)
    }

    @Test("A commit takes no more writes than the bound")
    func bound() async throws {
        var settings = SQLiteSettings()
        settings.writesPerCommit = 8
        let sample = try SampleDatabase(settings: settings)
        let commits = try await CommitCounter.watching(sample.database)
        try await withHeldWriter(sample.database) { group in
            for id in 1...20 as ClosedRange<Int64> {
                await group.addQueued { try await sample.insert(id) }
            }
        }
        // The held write has one to itself, and 20 take three.
        #expect(commits.count == 4)
    }

    @Test("A write that throws is undone alone, and its caller gets what it threw")
    func isolation() async throws {
        let sample = try SampleDatabase()
        let outcomes = Mutex<[Int64: Refusal?]>([:])
        try await withHeldWriter(sample.database) { group in
            for id in 1...30 as ClosedRange<Int64> {
                await group.addQueued {
                    do {
                        try await sample.database.write { db in
                            try SampleDatabase.insert(id, "note \(id)", in: db)
                            if id % 3 == 0 { throw Refusal(id: id) }
                        }
                        outcomes.withLock { $0[id] = .some(nil) }
                    } catch let error as Refusal {
                        outcomes.withLock { $0[id] = error }
                    }
                }
            }
        }
        let kept = (1...30 as ClosedRange<Int64>).filter { $0 % 3 != 0 }
        #expect(try await sample.texts() == kept.map { "note \($0)" })
        #expect(outcomes.withLock { $0.filter { $0.value == nil }.keys.sorted() } == kept)
        #expect(outcomes.withLock { outcomes in outcomes.allSatisfy { $0.value == nil || $0.value?.id == $0.key } })
    }

    @Test("A reference that is broken at the end fails its own write and not the commit of the others")
    func brokenReference() async throws {
        let sample = try SampleDatabase()
        try await withHeldWriter(sample.database) { group in
            await group.addQueued { try await sample.insert(1) }
            await group.addQueued {
                await #expect(throws: StoreError.conflict) {
                    try await sample.database.write { db in _ = try db.run("INSERT INTO comment (note) VALUES (99)") }
                }
            }
            await group.addQueued { try await sample.insert(2) }
        }
        #expect(try await sample.texts().count == 2)
    }

    @Test("A write that returned is seen by the next read, and what it returned comes back")
    func readYourWrites() async throws {
        let sample = try SampleDatabase()
        for id in 1...50 as ClosedRange<Int64> {
            let count = try await sample.database.write { db in
                try SampleDatabase.insert(id, in: db)
                return try db.first("SELECT count(*) AS n FROM note") { row in try row.int64("n") }
            }
            #expect(count == id)
            #expect(try await sample.texts().count == Int(id))
        }
    }

    @Test("No caller resumes before its row is committed")
    func resumesAfterCommit() async throws {
        let sample = try SampleDatabase()
        let other = try DatabaseQueue(path: sample.path)
        try await withThrowingTaskGroup { group in
            for id in 1...64 as ClosedRange<Int64> {
                group.addTask {
                    try await sample.insert(id)
                    // A connection of somebody else sees only what is committed.
                    let found = try await other.read { db in
                        try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM note WHERE id = ?)", arguments: [id])
                    }
                    #expect(found == true)
                }
            }
            try await group.waitForAll()
        }
    }

    @Test("A write is carried out even if its task was cancelled before")
    func cancelledTask() async throws {
        let sample = try SampleDatabase()
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            try await sample.insert(1)
        }
        try await task.value
        #expect(try await sample.texts().count == 1)
    }
}
