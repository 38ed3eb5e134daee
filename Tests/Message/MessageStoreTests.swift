import Contracts
import Foundation
import Storage
import Testing

@testable import Message

@Suite("The message store")
struct MessageStoreTests {
    /// A store in a folder of its own, gone with the test.
    private func withStore(_ body: (SQLiteMessageStore, String) async throws -> Void) async throws {
        let path = NSTemporaryDirectory() + "parley-message-\(UInt64.random(in: 0...UInt64.max))"
        defer { try? FileManager.default.removeItem(atPath: path) }
        let folder = try DataFolder(path)
        try await body(try SQLiteMessageStore(in: folder), path)
        folder.release()
    }

    private func new(_ sequence: Int64, key: String, topic: String = "t", sender: UInt64 = 1) -> NewMessage {
        NewMessage(
            message: StoredMessage(
                topic: topic, sequence: sequence, sender: sender, at: 100 + sequence, content: Array("\(sequence)".utf8)),
            key: key)
    }

    @Test("moves the head with the messages, and marks them read by their author")
    func insert() async throws {
        try await withStore { store, _ in
            #expect(try await store.insert([new(1, key: "a"), new(2, key: "b")]) == .stored)
            #expect(try await store.heads(of: ["t", "u"]) == ["t": Head(sequence: 2, at: 102)])
            let state = try await store.states(of: ["t"], for: 1).first
            #expect(state?.read == 2)
        }
    }

    @Test("stores nothing of a batch in which a place or a key is taken")
    func conflict() async throws {
        try await withStore { store, _ in
            _ = try await store.insert([new(1, key: "a")])
            #expect(try await store.insert([new(2, key: "b"), new(1, key: "c")]) == .conflict)
            #expect(try await store.insert([new(2, key: "b"), new(3, key: "a")]) == .conflict)
            #expect(try await store.heads(of: ["t"])["t"]?.sequence == 1)
            #expect(try await store.replay("t", from: 1, through: 9).count == 1)
        }
    }

    @Test("finds the place of a key")
    func places() async throws {
        try await withStore { store, _ in
            _ = try await store.insert([new(1, key: "a")])
            let known = MessageKey(topic: "t", sender: 1, key: "a")
            let unknown = MessageKey(topic: "t", sender: 2, key: "a")
            #expect(try await store.places(of: [known, unknown]) == [known: Head(sequence: 1, at: 101)])
        }
    }

    @Test("shows history newest first, without what was deleted for everybody or for the reader")
    func history() async throws {
        try await withStore { store, _ in
            _ = try await store.insert((1...5).map { new($0, key: "\($0)") })
            let event = Event(messagesDeleted: MessagesDeleted())
            #expect(try await store.delete(Deletion(topic: "t", ranges: [2...2], user: nil), event: event) == 1)
            #expect(try await store.delete(Deletion(topic: "t", ranges: [4...4], user: 9), event: event) == 2)
            func seen(by user: UInt64) async throws -> [Int64] {
                try await store.history(HistoryQuery(topic: "t", user: user, ranges: [], limit: 10)).map(\.sequence)
            }
            #expect(try await seen(by: 9) == [5, 3, 1])
            #expect(try await seen(by: 1) == [5, 4, 3, 1])
            let log = try await store.deletions(
                DeletionQuery(topic: "t", user: 9, numbers: 1...10, limit: 10))
            #expect(log.deleteID == 2)
            #expect(log.ranges.map(\.low) == [2, 4])
        }
    }

    @Test("moves marks forward only, and never beyond the head")
    func marks() async throws {
        try await withStore { store, _ in
            _ = try await store.insert((1...3).map { new($0, key: "\($0)") })
            #expect(try await store.mark("t", user: 2, received: 2, read: 0).receivedChanged)
            #expect(try await store.mark("t", user: 2, received: 1, read: 1).readChanged)
            #expect(try await store.mark("t", user: 2, received: 4, read: 4).readChanged == false)
            #expect(try await store.marks(of: [2], in: "t") == [Marks(user: 2, received: 2, read: 1)])
        }
    }

    @Test("keeps a topic's head when the topic is erased, so that no sequence comes twice")
    func erase() async throws {
        try await withStore { store, _ in
            _ = try await store.insert([new(1, key: "a")])
            try await store.erase("t")
            #expect(try await store.replay("t", from: 1, through: 9).isEmpty)
            #expect(try await store.heads(of: ["t"])["t"]?.sequence == 1)
        }
    }
}
