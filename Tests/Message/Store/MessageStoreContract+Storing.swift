import Contracts
import Message
import Testing

extension NewMessage {
    /// A message whose content is its sequence.
    static func number(
        _ sequence: Int64, in topic: String = "grpA", by sender: UInt64 = 1, key: String? = nil, at: Int64? = nil
    ) -> NewMessage {
        NewMessage(
            message: StoredMessage(
                topic: topic, sequence: sequence, sender: sender, at: at ?? 100 + sequence,
                head: Array(#"{"n":\#(sequence)}"#.utf8), content: Array("\(sequence)".utf8)),
            key: key ?? "key-\(sequence)")
    }
}

extension MessageStoreContract {
    static var storing: [MessageStorePromise] {
        [
            MessageStorePromise("a batch is stored in order, over several topics, and moves their heads") { fixture in
                let store = try await fixture.open()
                let batch: [NewMessage] = [
                    .number(1), .number(1, in: "grpB"), .number(2), .number(3), .number(2, in: "grpB"),
                ]
                #expect(try await store.insert(batch) == .stored)
                let heads = try await store.heads(of: ["grpA", "grpB", "grpC"])
                #expect(heads == ["grpA": Head(sequence: 3, at: 103), "grpB": Head(sequence: 2, at: 102)])
                let stored = try await store.replay("grpA", from: 1, through: 10)
                #expect(stored == batch.map(\.message).filter { $0.topic == "grpA" })
            },
            MessageStorePromise("a place that is taken is a conflict, and nothing that is stored changes") { fixture in
                let store = try await fixture.open()
                _ = try await store.insert([.number(1), .number(2)])
                #expect(try await store.insert([.number(2, key: "other"), .number(3)]) == .conflict)
                let stored = try await store.replay("grpA", from: 1, through: 2).map(\.sequence)
                #expect(stored == [1, 2])
                #expect(try await store.heads(of: ["grpA"])["grpA"]?.sequence ?? 0 >= 2)
            },
            MessageStorePromise("a place that leaves a hole behind is a conflict") { fixture in
                let store = try await fixture.open()
                _ = try await store.insert([.number(1)])
                #expect(try await store.insert([.number(3)]) == .conflict)
                #expect(try await store.heads(of: ["grpA"])["grpA"]?.sequence == 1)
            },
            MessageStorePromise("a key that is taken is a conflict; another author's is not") { fixture in
                let store = try await fixture.open()
                _ = try await store.insert([.number(1, key: "k")])
                #expect(try await store.insert([.number(2, key: "k")]) == .conflict)
                #expect(try await store.insert([.number(2, by: 2, key: "k")]) == .stored)
                #expect(try await store.insert([.number(1, in: "grpB", key: "k")]) == .stored)
            },
            MessageStorePromise("keys that only look alike are different keys") { fixture in
                let store = try await fixture.open()
                let (one, two) = ("caf\u{e9}", "cafe\u{301}")
                #expect(try await store.insert([.number(1, key: one), .number(2, key: two)]) == .stored)
                let keys = [one, two, one].map { MessageKey(topic: "grpA", sender: 1, key: $0) }
                #expect(try await store.places(of: keys).values.map(\.sequence).sorted() == [1, 2])
            },
            MessageStorePromise("a conflict leaves at most a beginning of each topic's part behind") { fixture in
                let store = try await fixture.open()
                _ = try await store.insert([.number(1, key: "taken")])
                let batch: [NewMessage] = [
                    .number(2), .number(1, in: "grpB"), .number(3, key: "taken"), .number(4), .number(2, in: "grpB"),
                ]
                #expect(try await store.insert(batch) == .conflict)
                let heads = try await store.heads(of: ["grpA", "grpB"])
                for topic in ["grpA", "grpB"] {
                    let stored = try await store.replay(topic, from: 1, through: 9).map(\.sequence)
                    #expect(stored == Array(stride(from: 1, through: heads[topic]?.sequence ?? 0, by: 1)))
                }
                #expect(heads["grpA"]?.sequence ?? 0 <= 2)
            },
            MessageStorePromise("what stays of a batch that met a conflict is marked as read by its author") {
                fixture in
                let store = try await fixture.open()
                _ = try await store.insert([.number(1, key: "taken")])
                #expect(try await store.insert([.number(2), .number(3, key: "taken")]) == .conflict)
                let head = try await store.heads(of: ["grpA"])["grpA"]?.sequence
                #expect(try await store.marks(of: [1], in: "grpA").map(\.read) == [head])
            },
            MessageStorePromise("the place of a key is found") { fixture in
                let store = try await fixture.open()
                _ = try await store.insert([.number(1, key: "k"), .number(2, key: "l")])
                let known = MessageKey(topic: "grpA", sender: 1, key: "l")
                let others = [
                    MessageKey(topic: "grpA", sender: 2, key: "l"), MessageKey(topic: "grpB", sender: 1, key: "l"),
                    MessageKey(topic: "grpA", sender: 1, key: "m"),
                ]
                #expect(try await store.places(of: [known] + others) == [known: Head(sequence: 2, at: 102)])
            },
            MessageStorePromise("messages and authors are found by their places") { fixture in
                let store = try await fixture.open()
                _ = try await store.insert([.number(1), .number(2, by: 7)])
                let places: Set = [
                    MessagePlace(topic: "grpA", sequence: 2), MessagePlace(topic: "grpA", sequence: 3),
                    MessagePlace(topic: "grpB", sequence: 2),
                ]
                let found = try await store.messages(at: places)
                #expect(found == [MessagePlace(topic: "grpA", sequence: 2): NewMessage.number(2, by: 7).message])
                #expect(try await store.author(of: 2, in: "grpA") == 7)
                #expect(try await store.author(of: 3, in: "grpA") == nil)
            },
            MessageStorePromise("user numbers over the whole range and any content come back as they were") { fixture in
                let store = try await fixture.open()
                var new = NewMessage.number(1, by: .max)
                new.message.content = Array(0...255)
                new.message.head = []
                _ = try await store.insert([new])
                #expect(try await store.replay("grpA", from: 1, through: 1) == [new.message])
            },
            MessageStorePromise("all of it is there after a restart") { fixture in
                let store = try await fixture.open()
                _ = try await store.insert([.number(1, key: "k"), .number(2)])
                _ = try await store.mark("grpA", user: 9, received: 2, read: 1)
                _ = try await store.delete(Deletion(topic: "grpA", ranges: [2...2], user: 9), event: Event())
                let later = try await fixture.reopen()
                #expect(try await later.heads(of: ["grpA"])["grpA"] == Head(sequence: 2, at: 102))
                #expect(try await later.insert([.number(3, key: "k")]) == .conflict)
                #expect(try await later.marks(of: [9], in: "grpA") == [Marks(user: 9, received: 2, read: 1)])
                let query = HistoryQuery(topic: "grpA", user: 9, ranges: [], limit: 10)
                #expect(try await later.history(query).map(\.sequence) == [1])
            },
        ]
    }
}
