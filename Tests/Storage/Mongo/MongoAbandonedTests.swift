import Dispatch
import RunningMongo
import Testing

@testable import Storage

@Suite(.timeLimit(.minutes(2))) struct MongoAbandonedTests {
    @Test("A transaction that stands still is ended when it is in another's way, and begins again")
    func standstill() async throws {
        try await withSampleMongo { sample async throws in
            try await SampleMongo.insert(["a"], in: sample.database)
            var settings = sample.server.settings
            settings.abandonment = .milliseconds(500)
            let other = try MongoDatabase(sample.database.name, settings: settings)
            let hold = DispatchSemaphore(value: 0)
            let (entered, enter) = AsyncStream.makeStream(of: Void.self)
            let count = MongoUpdate(["text": "a"], ["$inc": ["count": 1]])
            let first = Task { [database = sample.database] in
                try await database.transaction { db in
                    try db.update("notes", [count])
                    enter.finish()
                    hold.wait()
                    hold.signal()
                }
            }
            for await _ in entered {}
            let second: (any Error)?
            do {
                _ = try await other.transaction { db in try db.update("notes", [count]) }
                second = nil
            } catch {
                second = error
            }
            hold.signal()
            try await first.value
            #expect(second == nil)
            let counted = try await sample.database.perform { db in
                try db.first("notes", ["text": "a"])?.int64("count")
            }
            #expect(counted == 2)
            await other.close()
        }
    }
}
