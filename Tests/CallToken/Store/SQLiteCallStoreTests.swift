import CallToken
import TestKit
import Testing

/// The store on SQLite, in a folder that is deleted with it.
final class SQLiteCallStoreFixture: CallStoreFixture {
    private let folder: TemporaryFolder
    let store: SQLiteCallStore

    init() throws {
        folder = try TemporaryFolder()
        store = try SQLiteCallStore(path: "\(folder.path)/call-token.sqlite")
    }

    func reopened() async throws -> SQLiteCallStore {
        await store.close()
        return try SQLiteCallStore(path: "\(folder.path)/call-token.sqlite")
    }
}

@Suite(.timeLimit(.minutes(1))) struct SQLiteCallStoreTests {
    @Test("The store on SQLite keeps the promises", arguments: CallStoreContract<SQLiteCallStoreFixture>.promises)
    func promise(_ promise: CallStorePromise<SQLiteCallStoreFixture>) async throws {
        try await promise.check(SQLiteCallStoreFixture())
    }
}
