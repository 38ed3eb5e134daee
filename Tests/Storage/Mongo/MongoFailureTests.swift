import RunningMongo
import Testing

@testable import Storage

/// What a server does that stops, hangs, or has too much to do.
///
/// Each test has a server of its own.
@Suite(.timeLimit(.minutes(3))) struct MongoFailureTests {
    private func database(
        _ server: RunningMongo, _ change: (inout MongoSettings) -> Void = { _ in }
    ) async throws -> MongoDatabase {
        // With patience: what is hasty is for what comes after.
        await (try MongoDatabase.open("sample", settings: server.settings, schema: SampleMongo.schema)).close()
        var settings = server.settings
        settings.selectionTimeout = .seconds(1)
        settings.connectTimeout = .seconds(2)
        settings.durabilityTimeout = .seconds(5)
        change(&settings)
        let database = try MongoDatabase("sample", settings: settings)
        // Connected, too: what fails then is for want of an answer.
        _ = try await texts(in: database)
        return database
    }

    /// What is stored, as soon as the driver has found the server: it looks in its own time.
    private func texts(in database: MongoDatabase) async throws -> [String] {
        while true {
            do {
                return try await SampleMongo.texts(in: database)
            } catch StoreError.unavailable {
                try await Task.sleep(for: .milliseconds(50))
            }
        }
    }

    @Test("A server that is killed is unavailable, and after its restart all is there that was acknowledged")
    func killed() async throws {
        try await withMongo { server async throws in
            let database = try await database(server)
            try await SampleMongo.insert(["a"], in: database)
            try await database.transaction { db in try db.insert([["text": "b"]], into: "notes") }
            await server.kill()
            await #expect(throws: StoreError.unavailable) { try await SampleMongo.texts(in: database) }
            await #expect(throws: StoreError.unavailable) { try await SampleMongo.insert(["c"], in: database) }
            await #expect(throws: StoreError.unavailable) {
                try await database.transaction { db in try db.insert([["text": "c"]], into: "notes") }
            }
            #expect(!database.isHealthy)
            try await server.start()
            #expect(try await texts(in: database) == ["a", "b"])
            try await SampleMongo.insert(["d"], in: database)
            #expect(try await SampleMongo.texts(in: database) == ["a", "b", "d"])
            #expect(database.isHealthy)
            await database.close()
        }
    }

    @Test("A server that dies while many write loses nothing that it acknowledged, and keeps nothing in part")
    func killedUnderLoad() async throws {
        try await withMongo { server async throws in
            let database = try await database(server)
            let (acknowledgements, acknowledge) = AsyncStream.makeStream(of: Int.self)
            let acknowledged = await withTaskGroup(of: [Int].self) { group in
                group.addTask {
                    for await _ in acknowledgements.dropFirst(199).prefix(1) { await server.kill() }
                    return []
                }
                for writer in 0..<4 {
                    group.addTask {
                        var done: [Int] = []
                        for number in 0..<100_000 {
                            let text = writer * 1_000_000 + number
                            do {
                                try await database.transaction { db in
                                    try db.insert(
                                        [["text": .text("\(text)a")], ["text": .text("\(text)b")]], into: "notes")
                                }
                                done.append(text)
                                acknowledge.yield(text)
                            } catch {
                                break
                            }
                        }
                        // Nobody else goes on for long.
                        acknowledge.finish()
                        return done
                    }
                }
                return await group.reduce(into: []) { $0 += $1 }
            }
            try await server.start()
            let texts = Set(try await texts(in: database))
            #expect(acknowledged.count > 50)
            #expect(acknowledged.allSatisfy { texts.contains("\($0)a") && texts.contains("\($0)b") })
            #expect(texts.allSatisfy { texts.contains($0.dropLast() + ($0.hasSuffix("a") ? "b" : "a")) })
            await database.close()
        }
    }

    @Test("A server that hangs fails what waits, and refuses what comes beyond the bounds; later it works again")
    func hanging() async throws {
        try await withMongo { server async throws in
            let database = try await database(server) { settings in
                settings.threads = 1
                settings.waitingCalls = 2
                settings.socketTimeout = .seconds(1)
                settings.queueTimeout = .milliseconds(100)
            }
            try await server.freeze()
            await withTaskGroup { group in
                for _ in 0..<20 {
                    group.addTask {
                        await #expect(throws: StoreError.unavailable) { try await SampleMongo.texts(in: database) }
                    }
                }
            }
            await server.thaw()
            #expect(try await texts(in: database) == [])
            await database.close()
        }
    }

    @Test("After it was closed a database refuses every call")
    func closed() async throws {
        try await withSampleMongo { sample async throws in
            await sample.database.close()
            await #expect(throws: StoreError.unavailable) { try await sample.texts() }
        }
    }
}
