import RunningMongo
import Storage
import TestKit
import Testing

@testable import Gateway

@Suite("Records of files on SQLite keep the contract", .timeLimit(.minutes(1)))
struct SQLiteFileStoreTests {
    @Test("promise", arguments: FileStoreContract.promises)
    func promise(_ promise: FileStorePromise) async throws {
        let folder = try TemporaryFolder()
        let claim = try DataFolder(folder.path)
        let store = try SQLiteFileStore(in: claim)
        try await promise.check(store)
        await store.close()
    }
}

@Suite("Records of files on MongoDB keep the contract", .timeLimit(.minutes(2)))
struct MongoFileStoreTests {
    @Test("promise", arguments: FileStoreContract.promises)
    func promise(_ promise: FileStorePromise) async throws {
        let server = try await RunningMongo.shared()
        let name = server.freshName()
        let store = try await MongoFileStore(database: name, settings: server.settings)
        try await promise.check(store)
        await store.close()
        await server.drop(name)
    }

    @Test("Of two gateways one collects")
    func lease() async throws {
        let server = try await RunningMongo.shared()
        let name = server.freshName()
        let stores = [
            try await MongoFileStore(database: name, settings: server.settings),
            try await MongoFileStore(database: name, settings: server.settings),
        ]
        #expect(try await stores[0].mayCollect())
        #expect(try await !stores[1].mayCollect())
        for store in stores { await store.close() }
        await server.drop(name)
    }
}
