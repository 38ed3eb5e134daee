import CallToken
import RunningMongo
import Storage
import Testing

/// The store on MongoDB, in a database that no other test uses.
struct MongoCallStoreFixture: CallStoreFixture {
    private let server: RunningMongo
    private let name: String
    let store: MongoCallStore

    init() async throws {
        server = try await RunningMongo.shared()
        name = server.freshName()
        store = try await MongoCallStore(database: name, settings: server.settings)
    }

    func reopened() async throws -> MongoCallStore {
        await store.close()
        return try await MongoCallStore(database: name, settings: server.settings)
    }

    /// Removes the database.
    func end() async {
        await server.drop(name)
    }
}

@Suite(.timeLimit(.minutes(2))) struct MongoCallStoreTests {
    @Test("The store on MongoDB keeps the promises", arguments: CallStoreContract<MongoCallStoreFixture>.promises)
    func promise(_ promise: CallStorePromise<MongoCallStoreFixture>) async throws {
        let fixture = try await MongoCallStoreFixture()
        try await promise.check(fixture)
        await fixture.end()
    }
}
