import Auth
import EventLog
import Storage
import TestKit
import Testing

/// The account store on SQLite, as the contract suite sees it.
struct SQLiteAuthStoreFixture: AuthStoreFixture {
    private let folder: TemporaryFolder
    private let claim: DataFolder
    let store: SQLiteAuthStore

    init() throws {
        folder = try TemporaryFolder()
        claim = try DataFolder(folder.path)
        store = try SQLiteAuthStore(in: claim)
    }

    func records() async throws -> [LogRecord] {
        try await store.outbox.pending(limit: 1000).map(\.record)
    }
}

@Suite("Accounts on SQLite keep the contract", .timeLimit(.minutes(1)))
struct SQLiteAuthStoreTests {
    @Test("promise", arguments: AuthStoreContract<SQLiteAuthStoreFixture>.promises)
    func promise(_ promise: AuthStorePromise<SQLiteAuthStoreFixture>) async throws {
        try await promise.check(SQLiteAuthStoreFixture())
    }
}
