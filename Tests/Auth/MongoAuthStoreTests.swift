import Auth
import EventLog
import RunningMongo
import Storage
import Testing

/// The account store on MongoDB, as the contract suite sees it, in a database that no other test uses.
struct MongoAuthStoreFixture: AuthStoreFixture {
    private let server: RunningMongo
    private let name: String
    let store: MongoAuthStore

    init() async throws {
        server = try await RunningMongo.shared()
        name = server.freshName()
        store = try await MongoAuthStore(database: name, settings: server.settings)
    }

    func records() async throws -> [LogRecord] {
        try await store.outbox.pending(limit: 1000).map(\.record)
    }

    /// Removes the database.
    func end() async {
        await server.drop(name)
    }
}

@Suite("Accounts on MongoDB keep the contract", .timeLimit(.minutes(2)))
struct MongoAuthStoreTests {
    @Test("promise", arguments: AuthStoreContract<MongoAuthStoreFixture>.promises)
    func promise(_ promise: AuthStorePromise<MongoAuthStoreFixture>) async throws {
        let fixture = try await MongoAuthStoreFixture()
        try await promise.check(fixture)
        await fixture.end()
    }
}
