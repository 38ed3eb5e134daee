import Contracts
import GRDB
import Storage
import TestKit
import Testing

@testable import Message

/// Shortages of the file under the store: what fails is not there in part, and what was there stays.
@Suite struct MessageStoreShortageTests {
    private let place: TemporaryFolder
    private let store: SQLiteMessageStore

    init() throws {
        place = try TemporaryFolder()
        let folder = try DataFolder(place.path)
        defer { folder.release() }
        var settings = SQLiteSettings()
        settings.busyTimeout = .milliseconds(1)
        store = try SQLiteMessageStore(in: folder, settings: settings)
    }

    /// Nothing that writes succeeds, and nothing of it is there afterwards.
    private func expectRefusals() async throws {
        let large = NewMessage(
            message: StoredMessage(topic: "grpA", sequence: 3, sender: 1, content: Array(repeating: 1, count: 50_000)),
            key: "large")
        await #expect(throws: StoreError.unavailable) { try await store.insert([.number(2), large]) }
        #expect(try await store.heads(of: ["grpA"])["grpA"]?.sequence == 1)
        #expect(try await store.replay("grpA", from: 1, through: 9).map(\.sequence) == [1])
        let key = NewMessage.number(2).messageKey
        #expect(try await store.places(of: [key]).isEmpty)
    }

    @Test("A full disk refuses a batch whole, and takes it when there is room")
    func full() async throws {
        _ = try await store.insert([.number(1)])
        try await store.fill()
        try await expectRefusals()
        try await store.makeRoom()
        #expect(try await store.insert([.number(2), .number(3)]) == .stored)
        #expect(try await store.marks(of: [1], in: "grpA") == [Marks(user: 1, received: 3, read: 3)])
    }

    @Test("A file locked by somebody else refuses writes and answers reads")
    func locked() async throws {
        _ = try await store.insert([.number(1)])
        var configuration = Configuration()
        configuration.allowsUnsafeTransactions = true
        let other = try DatabaseQueue(path: place.path(of: "message.sqlite"), configuration: configuration)
        try await other.writeWithoutTransaction { db in try db.execute(sql: "BEGIN EXCLUSIVE") }
        try await expectRefusals()
        let event = Event(messagesDeleted: MessagesDeleted())
        await #expect(throws: StoreError.unavailable) {
            try await store.delete(Deletion(topic: "grpA", ranges: [1...1], user: nil), event: event)
        }
        #expect(try await store.outbox.pending(limit: 9).isEmpty)
        try await other.writeWithoutTransaction { db in try db.execute(sql: "ROLLBACK") }
        #expect(try await store.insert([.number(2)]) == .stored)
        #expect(try await store.delete(Deletion(topic: "grpA", ranges: [1...1], user: nil), event: event) == 1)
        #expect(try await store.outbox.pending(limit: 9).count == 1)
    }
}
