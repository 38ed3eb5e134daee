import Contracts
import Storage
import Testing

@testable import Message

/// How MongoDB means to answer what is asked of a topic: what walks through its messages grows with its history.
@Suite("Plans of MongoDB", .timeLimit(.minutes(2)))
struct MongoPlansTests {
    @Test(
        "Heads, and how far authors are, are found by steps of an index",
        arguments: [
            MongoMessageStore.headStages(of: ["grpA", "grpB"]),
            MongoMessageStore.ownStages(["topic": ["$in": ["grpA", "grpB"]], "sender": 1], by: "topic"),
            MongoMessageStore.ownStages(["topic": "grpA", "sender": ["$in": [1, 2]]], by: "sender"),
        ])
    func steps(_ stages: [BSONDocument]) async throws {
        try await withMongoStore { store in
            for topic in ["grpA", "grpB"] {
                _ = try await store.insert((1...50).map { .number($0, in: topic, by: UInt64($0 % 3 + 1)) })
            }
            let plan = try await store.database.perform { db in
                try db.command([
                    "explain": ["aggregate": "messages", "pipeline": .documents(stages), "cursor": [:]],
                    "verbosity": "queryPlanner",
                ])
            }
            #expect(plan.bytes.contains("DISTINCT_SCAN".utf8))
        }
    }
}
