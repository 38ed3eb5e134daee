import Message
import RunningMongo

/// Opens a store over a database that no other test uses, and removes it in the end.
func withMongoStore(_ body: (MongoMessageStore) async throws -> Void) async throws {
    try await withDatabase { open in
        try await body(try await open())
    }
}

/// Opens two such stores over one database, as two replicas would.
func withMongoReplicas(
    _ body: (_ one: MongoMessageStore, _ other: MongoMessageStore) async throws -> Void
) async throws {
    try await withDatabase { open in
        try await body(try await open(), try await open())
    }
}

private func withDatabase(
    _ body: (_ open: () async throws -> MongoMessageStore) async throws -> Void
) async throws {
    let server = try await RunningMongo.shared()
    let name = server.freshName()
    var stores: [MongoMessageStore] = []
    let outcome: Result<Void, any Error>
    do {
        try await body {
            let store = try await MongoMessageStore(database: name, settings: server.settings)
            stores.append(store)
            return store
        }
        outcome = .success(())
    } catch {
        outcome = .failure(error)
    }
    for store in stores { await store.close() }
    await server.drop(name)
    try outcome.get()
}
