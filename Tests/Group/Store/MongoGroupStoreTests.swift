import EventLog
import Group
import RunningMongo
import Storage
import Testing

/// The store on MongoDB, in a database that no other test uses.
struct MongoGroupStoreFixture: GroupStoreFixture {
    private let server: RunningMongo
    private let name: String
    let store: MongoGroupStore

    var outbox: any OutboxSource { store.outbox }

    init() async throws {
        server = try await RunningMongo.shared()
        name = server.freshName()
        store = try await MongoGroupStore(database: name, settings: server.settings)
    }

    func reopened() async throws -> MongoGroupStore {
        await store.close()
        return try await MongoGroupStore(database: name, settings: server.settings)
    }

    /// Removes the database.
    func end() async {
        await server.drop(name)
    }
}

@Suite(.timeLimit(.minutes(2))) struct MongoGroupStoreTests {
    @Test("The store on MongoDB keeps the promises", arguments: GroupStoreContract<MongoGroupStoreFixture>.promises)
    func promise(_ promise: GroupStorePromise<MongoGroupStoreFixture>) async throws {
        let fixture = try await MongoGroupStoreFixture()
        try await promise.check(fixture)
        await fixture.end()
    }
}
