import Contracts
import EventLog
import Message
import RunningMongo
import Storage
import Testing
import Wire

/// MongoDB, in a database that no other test uses.
final class MongoMessageStoreFixture: MessageStoreFixture {
    private let server: RunningMongo
    private let name: String
    /// Another replica, which relays nothing but what a test asks for.
    private let relaying: MongoMessageStore

    init() async throws {
        server = try await RunningMongo.shared()
        name = server.freshName()
        relaying = try await MongoMessageStore(database: name, settings: server.settings)
    }

    func open() async throws -> any MessageStore {
        try await MongoMessageStore(database: name, settings: server.settings)
    }

    func reopen() async throws -> any MessageStore {
        try await open()
    }

    func events() async throws -> [Event] {
        let entries = try await relaying.outbox.pending(limit: 1_000)
        return try entries.map { try Event(decoding: $0.record.value) }
    }

    /// Removes the database.
    func end() async {
        await relaying.close()
        await server.drop(name)
    }
}

@Suite("The MongoDB message store keeps the contract", .timeLimit(.minutes(2)))
struct MongoMessageStoreTests {
    @Test("promise", arguments: MessageStoreContract.promises)
    func promise(_ promise: MessageStorePromise) async throws {
        let fixture = try await MongoMessageStoreFixture()
        try await promise.check(fixture)
        await fixture.end()
    }
}
