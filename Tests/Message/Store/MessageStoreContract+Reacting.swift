import Contracts
import Message
import Testing

extension MessageStoreContract {
    private static func react(
        _ value: String, to sequence: Int64, by user: UInt64, limit: Int = 6, in store: any MessageStore
    ) async throws -> ReactionOutcome {
        try await store.react(
            NewReaction(topic: "grpA", sequence: sequence, user: user, value: value, limit: limit),
            event: Event(
                id: "r", actor: user, topic: "grpA",
                messageReacted: MessageReacted(sequence: sequence, value: value)))
    }

    /// What one user is shown of one message: the values with their counts.
    private static func counts(
        of sequence: Int64, by user: UInt64 = 1, in store: any MessageStore
    ) async throws -> [String] {
        let shown = try await store.reactions(to: [sequence], in: "grpA", for: user, isReader: false)
        return (shown[sequence] ?? []).map { "\($0.value)\($0.count)" }
    }

    private static func changed(_ query: ReactionsQuery, in store: any MessageStore) async throws -> [Int64] {
        try await store.reactions(query).map(\.sequence)
    }

    static var reacting: [MessageStorePromise] { settingReactions + askingForReactions + losingReactions }

    private static var settingReactions: [MessageStorePromise] {
        [
            MessageStorePromise("a reaction is counted by value, and each change has the next number of the topic") {
                fixture in
                let store = try await filled(3, fixture)
                #expect(try await react("👍", to: 2, by: 1, in: store) == .changed(1))
                #expect(try await react("👍", to: 2, by: 9, in: store) == .changed(2))
                #expect(try await react("❤️", to: 2, by: 7, in: store) == .changed(3))
                #expect(try await react("👍", to: 3, by: 7, in: store) == .changed(4))
                let shown = try await store.reactions(to: [1, 2, 3], in: "grpA", for: 1, isReader: false)
                #expect(
                    shown == [
                        2: [
                            Reaction(id: 2, value: "👍", count: 2, users: [9, 1]),
                            Reaction(id: 3, value: "❤️", count: 1, users: [7]),
                        ],
                        3: [Reaction(id: 4, value: "👍", count: 1, users: [7])],
                    ])
                #expect(try await store.states(of: ["grpA", "grpB"], for: 1).map(\.reactionID) == [4, 0])
            },
            MessageStorePromise("a user has one reaction to a message: another replaces it, and again is no change") {
                fixture in
                let store = try await filled(1, fixture)
                #expect(try await react("👍", to: 1, by: 5, in: store) == .changed(1))
                #expect(try await react("👍", to: 1, by: 5, in: store) == .unchanged(1))
                #expect(try await react("❤️", to: 1, by: 5, in: store) == .changed(2))
                #expect(try await counts(of: 1, in: store) == ["❤️1"])
                #expect(try await react("", to: 1, by: 5, in: store) == .changed(3))
                #expect(try await react("", to: 1, by: 5, in: store) == .unchanged(3))
                #expect(try await counts(of: 1, in: store) == [])
            },
            MessageStorePromise("a message takes so many different values and no more, but more of the same") {
                fixture in
                let store = try await filled(1, fixture)
                #expect(try await react("a", to: 1, by: 1, limit: 2, in: store) == .changed(1))
                #expect(try await react("b", to: 1, by: 2, limit: 2, in: store) == .changed(2))
                #expect(try await react("c", to: 1, by: 3, limit: 2, in: store) == .tooMany)
                #expect(try await react("b", to: 1, by: 3, limit: 2, in: store) == .changed(3))
                // The only one with a value gives it up for another.
                #expect(try await react("c", to: 1, by: 1, limit: 2, in: store) == .changed(4))
                #expect(try await counts(of: 1, in: store) == ["b2", "c1"])
            },
            MessageStorePromise("values are told apart by their bytes") { fixture in
                let store = try await filled(1, fixture)
                #expect(try await react("\u{e9}", to: 1, by: 1, in: store) == .changed(1))
                #expect(try await react("e\u{301}", to: 1, by: 2, in: store) == .changed(2))
                #expect(try await react("e\u{301}", to: 1, by: 1, in: store) == .changed(3))
                #expect(try await counts(of: 1, in: store).count == 1)
            },
            MessageStorePromise("nobody reacts to what is not there") { fixture in
                let store = try await filled(2, fixture)
                _ = try await store.delete(
                    Deletion(topic: "grpA", ranges: [1...1], user: nil),
                    event: Event(messagesDeleted: MessagesDeleted()))
                #expect(try await react("👍", to: 1, by: 1, in: store) == .noMessage)
                #expect(try await react("👍", to: 3, by: 1, in: store) == .noMessage)
                let elsewhere = NewReaction(topic: "grpB", sequence: 1, user: 1, value: "👍", limit: 6)
                #expect(try await store.react(elsewhere, event: Event()) == .noMessage)
                #expect(try await store.states(of: ["grpA"], for: 1).map(\.reactionID) == [0])
            },
            MessageStorePromise("a change leaves one event with its number; what changes nothing leaves none") {
                fixture in
                let store = try await filled(1, fixture)
                _ = try await react("👍", to: 1, by: 5, in: store)
                _ = try await react("👍", to: 1, by: 5, in: store)
                _ = try await react("x", to: 1, by: 6, limit: 1, in: store)
                _ = try await react("", to: 1, by: 5, in: store)
                let events = try await fixture.events().compactMap(\.messageReacted)
                #expect(
                    events == [
                        MessageReacted(sequence: 1, reactionID: 1, value: "👍"),
                        MessageReacted(sequence: 1, reactionID: 2, value: ""),
                    ])
            },
            MessageStorePromise("changes at the same time are all counted") { fixture in
                let store = try await filled(1, fixture)
                let numbers = try await withThrowingTaskGroup(of: ReactionOutcome.self) { group in
                    for user in UInt64(1)...20 {
                        group.addTask { try await react(user % 2 == 0 ? "a" : "b", to: 1, by: user, in: store) }
                    }
                    return try await group.reduce(into: []) { $0.append($1) }
                }
                #expect(Set(numbers) == Set((1...20).map { .changed($0) }))
                #expect(try await counts(of: 1, in: store).sorted() == ["a10", "b10"])
            },
        ]
    }

    private static var askingForReactions: [MessageStorePromise] {
        [
            MessageStorePromise("of many who reacted some are named, the asker among them; a reader sees only itself") {
                fixture in
                let store = try await filled(1, fixture)
                for user in UInt64(1)...103 { _ = try await react("👍", to: 1, by: user, in: store) }
                let mine = try await store.reactions(to: [1], in: "grpA", for: 1, isReader: false)[1]?.first
                #expect(mine?.count == 103)
                #expect(mine?.users == (4...103).reversed() + [1])
                let seen = try await store.reactions(to: [1], in: "grpA", for: 2, isReader: true)[1]
                #expect(seen == [Reaction(id: 103, value: "👍", count: 103, users: [2])])
                let other = try await store.reactions(to: [1], in: "grpA", for: 500, isReader: true)[1]
                #expect(other == [Reaction(id: 103, value: "👍", count: 103)])
            },
            MessageStorePromise("messages are found by the number of their newest change, newest first, in full") {
                fixture in
                let store = try await filled(4, fixture)
                for (value, sequence, user) in [("a", 1, 1), ("a", 2, 1), ("b", 3, 1), ("c", 1, 2), ("", 2, 1)]
                    as [(String, Int64, UInt64)]
                {
                    _ = try await react(value, to: sequence, by: user, in: store)
                }
                #expect(try await changed(ReactionsQuery(topic: "grpA", user: 1), in: store) == [2, 1, 3])
                #expect(
                    try await changed(ReactionsQuery(topic: "grpA", user: 1, changes: 4...Int64.max), in: store) == [
                        2, 1,
                    ])
                #expect(try await changed(ReactionsQuery(topic: "grpA", user: 1, changes: 1...4), in: store) == [1, 3])
                #expect(try await changed(ReactionsQuery(topic: "grpA", user: 1, limit: 1), in: store) == [2])
                #expect(
                    try await changed(ReactionsQuery(topic: "grpA", user: 1, ranges: [1...1, 3...4]), in: store)
                        == [1, 3])
                let all = try await store.reactions(ReactionsQuery(topic: "grpA", user: 1))
                #expect(all.map { $0.reactions.map(\.value) } == [[], ["a", "c"], ["b"]])
                #expect(try await changed(ReactionsQuery(topic: "grpB", user: 1), in: store) == [])
            },
            MessageStorePromise("what a user has deleted for itself is left out") { fixture in
                let store = try await filled(2, fixture)
                _ = try await react("a", to: 1, by: 1, in: store)
                _ = try await react("a", to: 2, by: 1, in: store)
                _ = try await store.delete(
                    Deletion(topic: "grpA", ranges: [2...2], user: 9), event: Event(messagesDeleted: MessagesDeleted()))
                #expect(try await changed(ReactionsQuery(topic: "grpA", user: 9), in: store) == [1])
                #expect(try await changed(ReactionsQuery(topic: "grpA", user: 1), in: store) == [2, 1])
            },
        ]
    }

    private static var losingReactions: [MessageStorePromise] {
        [
            MessageStorePromise("reactions go with a message that is deleted for everybody, and with an erased topic") {
                fixture in
                let store = try await filled(3, fixture)
                for sequence in Int64(1)...3 { _ = try await react("a", to: sequence, by: 1, in: store) }
                _ = try await store.delete(
                    Deletion(topic: "grpA", ranges: [2...2], user: nil),
                    event: Event(messagesDeleted: MessagesDeleted()))
                #expect(try await changed(ReactionsQuery(topic: "grpA", user: 1), in: store) == [3, 1])
                try await store.erase("grpA", through: 101)
                #expect(try await changed(ReactionsQuery(topic: "grpA", user: 1), in: store) == [3])
                try await store.erase("grpA", through: .max)
                #expect(try await changed(ReactionsQuery(topic: "grpA", user: 1), in: store) == [])
                // Numbers never come twice.
                _ = try await store.insert([.number(4)])
                #expect(try await react("a", to: 4, by: 1, in: store) == .changed(4))
            },
            MessageStorePromise("all that a user reacted with can be withdrawn, and nothing of others") { fixture in
                let store = try await filled(3, fixture)
                for sequence in Int64(1)...3 { _ = try await react("a", to: sequence, by: 5, in: store) }
                _ = try await react("a", to: 2, by: 6, in: store)
                _ = try await react("b", to: 3, by: 6, in: store)
                try await store.eraseReactions(of: 5)
                try await store.eraseReactions(of: 5)
                #expect(try await counts(of: 1, in: store) == [])
                #expect(try await counts(of: 2, in: store) == ["a1"])
                #expect(try await counts(of: 3, in: store) == ["b1"])
                #expect(try await store.states(of: ["grpA"], for: 1).map(\.reactionID) == [8])
            },
            MessageStorePromise("the last message that is not younger than a time is found") { fixture in
                let store = try await filled(5, fixture)
                #expect(try await store.lastSequence(until: 100, in: "grpA") == 0)
                #expect(try await store.lastSequence(until: 103, in: "grpA") == 3)
                #expect(try await store.lastSequence(until: .max, in: "grpA") == 5)
                #expect(try await store.lastSequence(until: .max, in: "grpB") == 0)
            },
        ]
    }
}
