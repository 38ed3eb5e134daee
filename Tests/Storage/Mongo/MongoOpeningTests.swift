import RunningMongo
import Synchronization
import Testing

@testable import Storage

@Suite(.timeLimit(.minutes(2))) struct MongoOpeningTests {
    private struct Interruption: Error {}

    private func reason(_ open: () async throws -> MongoDatabase) async -> MongoOpenError.Reason? {
        await #expect(throws: MongoOpenError.self) { _ = try await open() }?.reason
    }

    @Test("A new database needs no step, and one of an older version goes through those it lacks, in order")
    func migrations() async throws {
        try await withSampleMongo { sample async throws in
            func open(_ names: [String], failing: String = "") async throws -> [String] {
                let steps = names.map { name in
                    MongoMigration(name) { db in
                        try db.insert([["text": .text(name)]], into: "notes")
                        if name == failing { throw Interruption() }
                    }
                }
                let schema = MongoSchema(indexes: [], migrations: steps)
                let database = try await MongoDatabase.open(
                    sample.database.name, settings: sample.server.settings, schema: schema)
                await database.close()
                return try await sample.texts()
            }
            #expect(try await open(["a"]) == ["a"], "the sample was opened at version 0")
            #expect(try await open(["a"]) == ["a"])
            #expect(try await open(["a", "b", "c"]) == ["a", "b", "c"])
            let names = ["a", "b", "c", "d"]
            await #expect(throws: MongoOpenError.self) { _ = try await open(names, failing: "d") }
            let newer = await #expect(throws: MongoOpenError.self) { _ = try await open(["a"]) }
            #expect(newer?.reason == .newerSchema(found: 3, known: 1))
        }
    }

    @Test("An index that is there and different is an error, and a missing one is made")
    func indexes() async throws {
        try await withSampleMongo { sample async throws in
            let (name, settings) = (sample.database.name, sample.server.settings)
            let other = MongoSchema(indexes: [MongoIndex("text", on: "notes", ["text": 1])])
            let reason = await reason { try await MongoDatabase.open(name, settings: settings, schema: other) }
            #expect(reason == .indexFailed(collection: "notes", name: "text", detail: "MongoDB 17/86"))
            try await sample.database.perform { db in
                _ = try db.command(["dropIndexes": "notes", "index": "text"])
            }
            await (try MongoDatabase.open(name, settings: settings, schema: SampleMongo.schema)).close()
            try await SampleMongo.insert(["a"], in: sample.database)
            await #expect(throws: StoreError.conflict) { try await SampleMongo.insert(["a"], in: sample.database) }
        }
    }

    @Test("A server that is no replica set is refused")
    func alone() async throws {
        try await withMongo(isReplicaSet: false) { server async throws in
            let reason = await reason {
                try await MongoDatabase.open("sample", settings: server.settings, schema: SampleMongo.schema)
            }
            #expect(reason == .notReplicaSet)
        }
    }

    @Test("An address that is none is refused without repeating a password")
    func badAddress() async throws {
        let settings = MongoSettings(address: "mongodb://me:secret@[::1")
        let error = #expect(throws: MongoOpenError.self) { _ = try MongoDatabase("sample", settings: settings) }
        #expect(error?.description.contains("secret") == false)
    }

    @Test("Where nobody listens a database cannot be opened")
    func nobody() async throws {
        var settings = MongoSettings(address: "mongodb://127.0.0.1:1/?replicaSet=rs0")
        settings.selectionTimeout = .milliseconds(100)
        let dead = settings
        let reason = await reason {
            try await MongoDatabase.open("sample", settings: dead, schema: SampleMongo.schema)
        }
        guard case .unavailable = reason else {
            Issue.record("\(String(describing: reason))")
            return
        }
    }
}
