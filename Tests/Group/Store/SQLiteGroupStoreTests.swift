import EventLog
import Foundation
import Group
import Testing

/// The store on SQLite, in a folder that is deleted with it.
final class SQLiteGroupStoreFixture: GroupStoreFixture {
    private let folder: String
    let store: SQLiteGroupStore

    var outbox: any OutboxSource { store.outbox }

    init() throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("parley-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        store = try SQLiteGroupStore(path: "\(folder)/group.sqlite")
    }

    deinit {
        try? FileManager.default.removeItem(atPath: folder)
    }

    func reopened() async throws -> SQLiteGroupStore {
        await store.close()
        return try SQLiteGroupStore(path: "\(folder)/group.sqlite")
    }
}

@Suite struct SQLiteGroupStoreTests {
    @Test("The store on SQLite keeps the promises", arguments: GroupStoreContract<SQLiteGroupStoreFixture>.promises)
    func promise(_ promise: GroupStorePromise<SQLiteGroupStoreFixture>) async throws {
        try await promise.check(SQLiteGroupStoreFixture())
    }
}
