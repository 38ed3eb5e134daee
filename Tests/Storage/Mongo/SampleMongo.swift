import RunningMongo
import Storage

/// A database with a collection of notes, of which each text is there once, that no other test uses.
struct SampleMongo {
    static let schema = MongoSchema(
        indexes: [MongoIndex("text", on: "notes", ["text": 1], isUnique: true)] + MongoOutbox.indexes)

    let server: RunningMongo
    let database: MongoDatabase

    init() async throws {
        server = try await RunningMongo.shared()
        database = try await MongoDatabase.open(server.freshName(), settings: server.settings, schema: Self.schema)
    }

    /// Removes the database.
    func end() async {
        await database.close()
        await server.drop(database.name)
    }

    func texts() async throws -> [String] {
        try await Self.texts(in: database)
    }

    static func texts(in database: MongoDatabase) async throws -> [String] {
        try await database.perform { db in
            try db.find("notes", [:], sort: ["text": 1]).map { try $0.text("text") }
        }
    }

    static func insert(_ texts: [String], in database: MongoDatabase) async throws {
        try await database.perform { db in try db.insert(texts.map { ["text": .text($0)] }, into: "notes") }
    }
}

/// Runs with a database of its own.
func withSampleMongo(_ body: (SampleMongo) async throws -> Void) async throws {
    let sample = try await SampleMongo()
    do {
        try await body(sample)
    } catch {
        await sample.end()
        throw error
    }
    await sample.end()
}
