import Contracts
import Message
import Testing

extension MessageStoreContract {
    private static func delete(
        _ ranges: [ClosedRange<Int64>], for user: UInt64?, in store: any MessageStore
    ) async throws -> Int64 {
        try await store.delete(
            Deletion(topic: "grpA", ranges: ranges, user: user), event: Event(messagesDeleted: MessagesDeleted()))
    }

    private static func seen(by user: UInt64, in store: any MessageStore) async throws -> [Int64] {
        try await store.history(HistoryQuery(topic: "grpA", user: user, ranges: [], limit: 100)).map(\.sequence)
    }

    static var deleting: [MessageStorePromise] {
        [
            MessageStorePromise("deleted for everybody is gone for everybody, but its place stays taken") { fixture in
                let store = try await filled(5, fixture)
                #expect(try await delete([2...3], for: nil, in: store) == 1)
                #expect(try await seen(by: 1, in: store) == [5, 4, 1])
                #expect(try await store.replay("grpA", from: 1, through: 5).map(\.sequence) == [1, 4, 5])
                #expect(try await store.messages(at: [MessagePlace(topic: "grpA", sequence: 2)]).isEmpty)
                #expect(try await store.author(of: 2, in: "grpA") == 1)
                #expect(try await store.insert([.number(2, key: "new")]) == .conflict)
                let key = MessageKey(topic: "grpA", sender: 1, key: "key-2")
                #expect(try await store.places(of: [key])[key]?.sequence == 2)
            },
            MessageStorePromise("a topic that something was deleted in begins with its first message all the same") {
                fixture in
                let store = try await fixture.open()
                #expect(try await delete([1...1], for: nil, in: store) == 1)
                #expect(try await store.insert([.number(1)]) == .stored)
                #expect(try await store.insert([.number(1, key: "new")]) == .conflict)
            },
            MessageStorePromise("deleted for one is gone for that one") { fixture in
                let store = try await filled(5, fixture)
                #expect(try await delete([1...2, 5...5], for: 9, in: store) == 1)
                #expect(try await seen(by: 9, in: store) == [4, 3])
                #expect(try await seen(by: 1, in: store) == [5, 4, 3, 2, 1])
            },
            MessageStorePromise("deletions are counted by topic, and each user sees the last that concerns them") {
                fixture in
                let store = try await filled(5, fixture)
                #expect(try await delete([1...1], for: 9, in: store) == 1)
                #expect(try await delete([2...2], for: nil, in: store) == 2)
                #expect(try await delete([3...3], for: 9, in: store) == 3)
                #expect(try await store.states(of: ["grpA"], for: 9).first?.deleteID == 3)
                #expect(try await store.states(of: ["grpA"], for: 1).first?.deleteID == 2)
            },
            MessageStorePromise("the log of deletions has no range twice") { fixture in
                let store = try await filled(9, fixture)
                _ = try await delete([2...4], for: 9, in: store)
                _ = try await delete([3...5, 8...8], for: nil, in: store)
                _ = try await delete([1...1], for: 7, in: store)
                let log = try await store.deletions(DeletionQuery(topic: "grpA", user: 9, numbers: 1...9, limit: 9))
                #expect(log.deleteID == 2)
                #expect(log.ranges == [SequenceRange(low: 2, high: 6), SequenceRange(low: 8, high: 9)])
                let later = try await store.deletions(DeletionQuery(topic: "grpA", user: 9, numbers: 2...9, limit: 9))
                #expect(later.ranges == [SequenceRange(low: 3, high: 6), SequenceRange(low: 8, high: 9)])
            },
            MessageStorePromise("a page of the log never ends inside a deletion") { fixture in
                let store = try await filled(9, fixture)
                _ = try await delete([1...1, 3...3, 5...5], for: nil, in: store)
                _ = try await delete([7...7, 9...9], for: nil, in: store)
                let page = try await store.deletions(DeletionQuery(topic: "grpA", user: 9, numbers: 1...9, limit: 2))
                #expect(page.deleteID == 1)
                #expect(page.ranges.map(\.low) == [1, 3, 5])
                let next = try await store.deletions(DeletionQuery(topic: "grpA", user: 9, numbers: 2...9, limit: 2))
                #expect(next.deleteID == 2)
                #expect(next.ranges.map(\.low) == [7, 9])
            },
            MessageStorePromise("an erased topic keeps its head, so that no sequence comes twice") { fixture in
                let store = try await filled(5, fixture)
                _ = try await delete([1...1], for: 9, in: store)
                try await store.erase("grpA", through: 105)
                try await store.erase("grpA", through: 105)
                #expect(try await store.replay("grpA", from: 1, through: 5).isEmpty)
                #expect(try await store.heads(of: ["grpA"])["grpA"]?.sequence == 5)
                #expect(try await store.insert([.number(3, key: "zombie")]) == .conflict)
                #expect(try await store.insert([.number(6)]) == .stored)
                #expect(try await seen(by: 9, in: store) == [6])
            },
            MessageStorePromise("a topic is erased up to a time; what is younger stays, and what is about it") {
                fixture in
                let store = try await filled(5, fixture)
                _ = try await store.mark("grpA", user: 7, received: 3, read: 3)
                _ = try await delete([1...2], for: 9, in: store)
                _ = try await delete([5...5], for: 9, in: store)
                try await store.erase("grpA", through: 103)
                try await store.erase("grpA", through: 103)
                #expect(try await store.replay("grpA", from: 1, through: 9).map(\.sequence) == [4, 5])
                #expect(try await seen(by: 9, in: store) == [4])
                let marks = try await store.marks(of: [1, 7], in: "grpA")
                #expect(marks == [Marks(user: 1, received: 5, read: 5), Marks(user: 7)])
                let log = try await store.deletions(DeletionQuery(topic: "grpA", user: 9, numbers: 1...9, limit: 9))
                #expect(log.ranges == [SequenceRange(low: 5, high: 6)])
                #expect(try await delete([4...4], for: nil, in: store) == 3)
            },
            MessageStorePromise("a topic that never was is erased without a trace") { fixture in
                let store = try await fixture.open()
                try await store.erase("grpA", through: .max)
                #expect(try await store.heads(of: ["grpA"]).isEmpty)
            },
            MessageStorePromise("a deletion leaves one event, with its number of the topic") { fixture in
                let store = try await filled(5, fixture)
                _ = try await delete([1...1], for: nil, in: store)
                let actor = Event(id: "e", at: 7, actor: 1, topic: "grpA", messagesDeleted: MessagesDeleted(user: 9))
                _ = try await store.delete(Deletion(topic: "grpA", ranges: [2...2], user: 9), event: actor)
                let events = try await fixture.events()
                #expect(events.map { $0.messagesDeleted?.deleteID } == [1, 2])
                #expect(events.last?.id == "e")
                #expect(events.last?.messagesDeleted?.user == 9)
            },
        ]
    }
}
