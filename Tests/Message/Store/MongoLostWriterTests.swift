import Contracts
import Dispatch
import Storage
import TestKit
import Testing

@testable import Message

/// What a writer leaves that is lost in the middle of its work, as a power failure would have it.
@Suite("A writer that is lost on MongoDB", .timeLimit(.minutes(2)))
struct MongoLostWriterTests {
    /// Stores messages as a writer does that is lost before anything else.
    private func loseWriter(after messages: [NewMessage], of store: MongoMessageStore) async throws {
        let documents = messages.map(MongoMessageStore.document)
        try await store.database.perform { db in try db.insert(documents, into: MongoMessageStore.messages) }
    }

    @Test("Heads and marks are where it left them")
    func heads() async throws {
        try await withMongoStore { store in
            _ = try await store.insert([.number(1, in: "grpB"), .number(2, in: "grpB")])
            try await loseWriter(
                after: [.number(1), .number(3, in: "grpB"), .number(2), .number(3)], of: store)
            let heads = try await store.heads(of: ["grpA", "grpB", "grpC"])
            #expect(heads == ["grpA": Head(sequence: 3, at: 103), "grpB": Head(sequence: 3, at: 103)])
            let states = try await store.states(of: ["grpA", "grpB"], for: 2).map(\.sequence)
            #expect(states == [3, 3])
            #expect(try await store.marks(of: [1], in: "grpA") == [Marks(user: 1, received: 3, read: 3)])
            #expect(try await store.insert([.number(3, key: "other")]) == .conflict)
            #expect(try await store.insert([.number(4), .number(4, in: "grpB")]) == .stored)
        }
    }

    @Test("Nobody who has not asked for the heads writes over what it stored, or leaves a hole behind it")
    func fence() async throws {
        try await withMongoStore { store in
            try await loseWriter(after: [.number(1), .number(2)], of: store)
            #expect(try await store.insert([.number(1, key: "other")]) == .conflict)
            #expect(try await store.insert([.number(4)]) == .conflict)
            #expect(try await store.insert([.number(3)]) == .stored)
            #expect(try await store.replay("grpA", from: 1, through: 9).map(\.sequence) == [1, 2, 3])
        }
    }

    @Test("The next owner acknowledges what it stored of a batch where it stands, and stores the rest behind it")
    func takeover() async throws {
        try await withMongoStore { store in
            let keys = ["a", "b", "c", "d"]
            try await loseWriter(after: [.number(1, key: "a"), .number(2, key: "b")], of: store)
            let fixture = SequencerFixture(store)
            try await fixture.owner().settle(keys.map { Submission.of($0) })
            #expect(fixture.gateway.acknowledgements.map(\.code) == [0, 0, 0, 0])
            #expect(fixture.gateway.acknowledgements.map(\.sequence) == [1, 2, 3, 4])
            let places = try await store.places(of: keys.map { MessageKey(topic: "grpA", sender: 1, key: $0) })
            #expect(Set(places.values.map(\.sequence)) == [1, 2, 3, 4])
            #expect(try await store.replay("grpA", from: 1, through: 9).map(\.sequence) == [1, 2, 3, 4])
        }
    }

    @Test("What it wrote too late, where the topic had been erased, counts as never written")
    func erased() async throws {
        try await withMongoStore { store in
            _ = try await store.insert((1...5).map { .number($0) })
            try await store.erase("grpA", through: 105)
            try await loseWriter(after: [.number(3, key: "late")], of: store)
            let key = MessageKey(topic: "grpA", sender: 1, key: "late")
            #expect(try await store.places(of: [key]).isEmpty)
            #expect(try await store.heads(of: ["grpA"])["grpA"]?.sequence == 5)
            #expect(try await store.replay("grpA", from: 1, through: 9).isEmpty)
            #expect(try await store.insert([.number(6, key: "late")]) == .stored)
        }
    }

    @Test("What it writes again where others have written since, and all of it was erased, is taken back")
    func erasedSince() async throws {
        try await withMongoReplicas { former, owner in
            _ = try await former.insert([.number(1), .number(2)])
            _ = try await owner.insert((3...5).map { .number($0) })
            try await owner.erase("grpA", through: 105)
            // It asks for no head, for it knows that the second place is taken.
            #expect(try await former.insert([.number(3, key: "late")]) == .conflict)
            #expect(try await owner.replay("grpA", from: 1, through: 9).isEmpty)
            #expect(try await owner.heads(of: ["grpA"])["grpA"]?.sequence == 5)
            #expect(try await former.insert([.number(6, key: "late")]) == .stored)
        }
    }

    @Test("A deletion that it left open keeps nobody from writing and reading in the topic")
    func openTransaction() async throws {
        try await withMongoStore { store in
            _ = try await store.insert((1...5).map { .number($0) })
            let hold = DispatchSemaphore(value: 0)
            let (entered, enter) = AsyncStream.makeStream(of: Void.self)
            let lost = Task {
                try await store.database.transaction { db in
                    _ = try db.modify(
                        MongoMessageStore.deletionHeads, ["_id": "grpA"], ["$inc": ["number": 1]], inserts: true)
                    enter.finish()
                    hold.wait()
                    hold.signal()
                }
            }
            for await _ in entered {}
            let outcome = try await store.insert([.number(6), .number(7)])
            let mark = try await store.mark("grpA", user: 2, received: 7, read: 7)
            // And another deletion waits no longer than until it is plain that nobody works on the first.
            let number = try await store.delete(
                Deletion(topic: "grpA", ranges: [1...1], user: 2), event: Event(messagesDeleted: MessagesDeleted()))
            hold.signal()
            try await lost.value
            #expect(outcome == .stored)
            #expect(mark.readChanged)
            #expect(number == 1)
        }
    }
}
