import Contracts
import EventLog
import Message
import Storage
import TestKit
import Testing
import Wire

/// What the contract suite needs to know of an adapter.
protocol MessageStoreFixture: Sendable {
    /// A store that is empty, or seems so because nobody else uses these topics.
    func open() async throws -> any MessageStore

    /// The same store as a process finds it that starts later.
    func reopen() async throws -> any MessageStore

    /// The events that wait for the log, oldest first.
    func events() async throws -> [Event]
}

/// One promise of a message store, and how to try it on an adapter.
struct MessageStorePromise: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let check: @Sendable (any MessageStoreFixture) async throws -> Void

    init(_ sentence: String, _ check: @escaping @Sendable (any MessageStoreFixture) async throws -> Void) {
        testDescription = sentence
        self.check = check
    }
}

/// The promises of a message store.
///
/// Every adapter's suite runs all of them.
enum MessageStoreContract {
    static var promises: [MessageStorePromise] { storing + reading + marking + deleting + reacting }
}

/// SQLite, in a folder that goes with the fixture.
final class SQLiteMessageStoreFixture: MessageStoreFixture {
    private let place: TemporaryFolder

    init() throws {
        place = try TemporaryFolder()
    }

    func open() async throws -> any MessageStore {
        let folder = try DataFolder(place.path)
        // One process holds the folder at a time; the tests open it again while this one is still about.
        defer { folder.release() }
        return try SQLiteMessageStore(in: folder)
    }

    func reopen() async throws -> any MessageStore {
        try await open()
    }

    func events() async throws -> [Event] {
        let folder = try DataFolder(place.path)
        defer { folder.release() }
        let entries = try await SQLiteMessageStore(in: folder).outbox.pending(limit: 1_000)
        return try entries.map { try Event(decoding: $0.record.value) }
    }
}

@Suite("The SQLite message store keeps the contract")
struct SQLiteMessageStoreTests {
    @Test("promise", arguments: MessageStoreContract.promises)
    func promise(_ promise: MessageStorePromise) async throws {
        try await promise.check(try SQLiteMessageStoreFixture())
    }
}
