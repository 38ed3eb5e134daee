import Contracts
import Message
import Testing

extension MessageStoreContract {
    /// A store with that many messages in one topic.
    static func filled(_ count: Int64, _ fixture: any MessageStoreFixture) async throws -> any MessageStore {
        let store = try await fixture.open()
        _ = try await store.insert((1...count).map { .number($0) })
        return store
    }

    static var reading: [MessageStorePromise] {
        [
            MessageStorePromise("history is newest first, and bounded") { fixture in
                let store = try await filled(10, fixture)
                let query = HistoryQuery(topic: "grpA", user: 2, ranges: [], limit: 3)
                #expect(try await store.history(query).map(\.sequence) == [10, 9, 8])
            },
            MessageStorePromise("history keeps to its ranges, and the limit goes over all of them") { fixture in
                let store = try await filled(10, fixture)
                let ranges: [ClosedRange<Int64>] = [1...3, 5...5, 8...20]
                let all = HistoryQuery(topic: "grpA", user: 2, ranges: ranges, limit: 100)
                #expect(try await store.history(all).map(\.sequence) == [10, 9, 8, 5, 3, 2, 1])
                let some = HistoryQuery(topic: "grpA", user: 2, ranges: ranges, limit: 5)
                #expect(try await store.history(some).map(\.sequence) == [10, 9, 8, 5, 3])
            },
            MessageStorePromise("a topic without messages has no history, and no state but its name") { fixture in
                let store = try await fixture.open()
                let query = HistoryQuery(topic: "grpA", user: 2, ranges: [], limit: 3)
                #expect(try await store.history(query).isEmpty)
                #expect(try await store.states(of: ["grpA"], for: 2) == [TopicState(topic: "grpA")])
                #expect(try await store.marks(of: [2], in: "grpA") == [Marks(user: 2)])
            },
            MessageStorePromise("a replay is oldest first, and whole") { fixture in
                let store = try await filled(10, fixture)
                #expect(try await store.replay("grpA", from: 4, through: 7).map(\.sequence) == [4, 5, 6, 7])
                #expect(try await store.replay("grpA", from: 9, through: 100).map(\.sequence) == [9, 10])
            },
            MessageStorePromise("states come in the order of the question, with the marks of that user") { fixture in
                let store = try await filled(3, fixture)
                _ = try await store.insert([.number(1, in: "grpB", by: 2)])
                _ = try await store.mark("grpA", user: 2, received: 2, read: 1)
                let states = try await store.states(of: ["grpB", "grpC", "grpA"], for: 2)
                #expect(
                    states == [
                        TopicState(topic: "grpB", sequence: 1, touchedAt: 101, received: 1, read: 1),
                        TopicState(topic: "grpC"),
                        TopicState(topic: "grpA", sequence: 3, touchedAt: 103, received: 2, read: 1),
                    ])
            },
        ]
    }

    static var marking: [MessageStorePromise] {
        [
            MessageStorePromise("an author has received and read what the author wrote") { fixture in
                let store = try await filled(3, fixture)
                #expect(try await store.marks(of: [1], in: "grpA") == [Marks(user: 1, received: 3, read: 3)])
            },
            MessageStorePromise("marks only go forward, and what is read has been received") { fixture in
                let store = try await filled(5, fixture)
                let first = try await store.mark("grpA", user: 2, received: 0, read: 3)
                #expect(first.receivedChanged && first.readChanged)
                #expect(first.marks == Marks(user: 2, received: 3, read: 3))
                let back = try await store.mark("grpA", user: 2, received: 2, read: 1)
                #expect(!back.receivedChanged && !back.readChanged)
                let further = try await store.mark("grpA", user: 2, received: 5, read: 0)
                #expect(further.receivedChanged && !further.readChanged)
                #expect(try await store.marks(of: [2], in: "grpA") == [Marks(user: 2, received: 5, read: 3)])
            },
            MessageStorePromise("a mark beyond the head changes nothing") { fixture in
                let store = try await filled(5, fixture)
                let reply = try await store.mark("grpA", user: 2, received: 6, read: 6)
                #expect(!reply.receivedChanged && !reply.readChanged)
                #expect(try await store.marks(of: [2], in: "grpA") == [Marks(user: 2)])
            },
        ]
    }
}
