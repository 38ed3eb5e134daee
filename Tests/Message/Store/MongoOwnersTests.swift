import Contracts
import Message
import Storage
import Testing

/// Two processes that both believe to own a topic, each with its own way to the database.
@Suite("Two owners of a topic on MongoDB", .timeLimit(.minutes(2)))
struct MongoOwnersTests {
    /// Stores batches behind the head that it reads, until so many are stored.
    private static func write(_ count: Int, by sender: UInt64, to store: MongoMessageStore) async throws {
        var stored = 0
        while stored < count {
            let head = try await store.heads(of: ["grpA"])["grpA"]?.sequence ?? 0
            let batch = (1...3).map { offset in
                NewMessage.number(head + offset, by: sender, key: "\(stored)-\(offset)", at: 1)
            }
            if try await store.insert(batch) == .stored { stored += 1 }
        }
    }

    @Test("Of two who write the same places one is refused: no place is given twice, and none is left out")
    func race() async throws {
        try await withMongoReplicas { one, other in
            try await withThrowingTaskGroup { group in
                group.addTask { try await Self.write(20, by: 1, to: one) }
                group.addTask { try await Self.write(20, by: 2, to: other) }
                // What is deleted meanwhile keeps nobody from writing, nor the other way round.
                group.addTask {
                    for number in 1...10 as ClosedRange<Int64> {
                        let deletion = Deletion(topic: "grpA", ranges: [1...1], user: nil)
                        let event = Event(messagesDeleted: MessagesDeleted())
                        let given = try await other.delete(deletion, event: event)
                        #expect(given == number)
                    }
                }
                try await group.waitForAll()
            }
            let author = try await one.author(of: 1, in: "grpA")
            let messages = try await one.replay("grpA", from: 1, through: .max)
            #expect(author != nil)
            #expect(messages.last?.sequence == 120)
            #expect(Set(messages.map(\.sequence)).union([1]).count == 120)
            for sender in [1, 2] as [UInt64] {
                let marks = try await one.marks(of: [sender], in: "grpA").first
                #expect(marks?.read == messages.last { $0.sender == sender }?.sequence)
            }
        }
    }
}
