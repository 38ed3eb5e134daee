import RunningMongo
import Synchronization
import Testing

@testable import Storage

@Suite(.timeLimit(.minutes(2))) struct MongoDatabaseTests {
    private struct Refusal: Error {}

    @Test("Of a batch all before the first key that is taken is stored, and it is told which that was")
    func firstDuplicate() async throws {
        try await withSampleMongo { sample async throws in
            try await SampleMongo.insert(["b"], in: sample.database)
            let taken = try await sample.database.perform { db -> MongoDuplicate? in
                do {
                    try db.insert(["a", "b", "b", "c"].map { ["text": .text($0)] }, into: "notes")
                    return nil
                } catch let taken as MongoDuplicate {
                    return taken
                }
            }
            #expect(taken == MongoDuplicate(index: 1, fields: ["text"]))
            #expect(try await sample.texts() == ["a", "b"])
        }
    }

    @Test("A key that is taken is a conflict for whoever asks no more")
    func conflict() async throws {
        try await withSampleMongo { sample async throws in
            try await SampleMongo.insert(["a"], in: sample.database)
            await #expect(throws: StoreError.conflict) { try await SampleMongo.insert(["a"], in: sample.database) }
            await #expect(throws: StoreError.conflict) {
                try await sample.database.transaction { db in try db.insert([["text": "a"]], into: "notes") }
            }
            #expect(sample.database.isHealthy)
        }
    }

    @Test("A batch larger than a command may be is stored whole")
    func largeBatch() async throws {
        try await withSampleMongo { sample async throws in
            let bytes = BSONValue.bytes(Array(repeating: 7, count: 1 << 20))
            let documents = (0..<20).map { ["text": .text("\($0)"), "bytes": bytes] as BSONDocument }
            try await sample.database.transaction { db in try db.insert(documents, into: "notes") }
            let found = try await sample.database.perform { db in try db.find("notes", [:]) }
            #expect(found.count == 20)
            #expect(try found.allSatisfy { try $0.value("bytes") == bytes })
        }
    }

    @Test("A list longer than one answer is read to its end")
    func longList() async throws {
        try await withSampleMongo { sample async throws in
            let texts = (10_000..<17_000).map(String.init)
            try await SampleMongo.insert(texts, in: sample.database)
            #expect(try await sample.texts() == texts)
            let counted = try await sample.database.transaction { db in
                try db.aggregate("notes", [["$sort": ["text": -1]], ["$limit": 6_000]]).count
            }
            #expect(counted == 6_000)
        }
    }

    @Test("A transaction that throws leaves nothing, and sees what it wrote itself")
    func undone() async throws {
        try await withSampleMongo { sample async throws in
            await #expect(throws: Refusal.self) {
                try await sample.database.transaction { db in
                    try db.insert([["text": "a"]], into: "notes")
                    guard try db.first("notes", ["text": "a"]) != nil else { return }
                    throw Refusal()
                }
            }
            #expect(try await sample.texts() == [])
        }
    }

    @Test("Transactions that are in each other's way begin again, and all count")
    func contention() async throws {
        try await withSampleMongo { sample async throws in
            let database = sample.database
            try await database.perform { db in try db.insert([["_id": 1, "n": 0]], into: "counts") }
            try await withThrowingTaskGroup { group in
                for _ in 0..<24 {
                    group.addTask {
                        try await database.transaction { db in
                            let count = try db.first("counts", ["_id": 1])?.int64("n") ?? 0
                            try db.update("counts", [MongoUpdate(["_id": 1], ["$set": ["n": .int(count + 1)]])])
                        }
                    }
                }
                try await group.waitForAll()
            }
            let count = try await database.perform { db in try db.first("counts", ["_id": 1])?.int64("n") }
            #expect(count == 24)
        }
    }

    @Test("Whoever asks to begin again does, and nothing of the attempt before stays")
    func beginsAgain() async throws {
        try await withSampleMongo { sample async throws in
            let attempts = Atomic(0)
            try await sample.database.transaction { db in
                let attempt = attempts.add(1, ordering: .relaxed).newValue
                try db.insert([["text": .text("\(attempt)")]], into: "notes")
                if attempt < 3 { throw MongoBeginAgain() }
            }
            #expect(try await sample.texts() == ["3"])
        }
    }

    @Test("A mistake of the program is not taken for a failure of the store")
    func mistakes() async throws {
        try await withSampleMongo { sample async throws in
            await #expect(throws: MongoFailure.self) {
                try await sample.database.perform { db in _ = try db.command(["noSuchCommand": 1]) }
            }
            #expect(sample.database.isHealthy)
        }
    }
}
