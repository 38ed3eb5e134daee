import Contracts
import GRDB
import Storage

extension SQLiteMessageStore {
    /// A place or key that was taken.
    private struct Taken: Error {}

    package func insert(_ messages: [NewMessage]) async throws -> InsertOutcome {
        do {
            try await database.write { db in
                var topics: [String: Int64] = [:]
                for new in messages {
                    let topic = try topics[new.message.topic] ?? Self.topic(new.message.topic, in: db)
                    topics[new.message.topic] = topic
                    try Self.insert(new, topic, in: db)
                }
            }
            return .stored
        } catch is Taken {
            return .conflict
        }
    }

    private static func insert(_ new: NewMessage, _ topic: Int64, in db: Database) throws {
        let message = new.message
        // The head is the fence, and not only the key of the row: the rows of an erased topic are no more.
        let isNext = try db.run(
            "UPDATE topics SET sequence = ?1, at = max(at, ?2) WHERE id = ?3 AND sequence = ?1 - 1",
            [message.sequence, message.at, topic])
        guard isNext == 1 else { throw Taken() }
        let inserted = try db.run(
            """
            INSERT INTO messages (topic, sequence, sender, at, key, head, content)
            VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
            """,
            [
                topic, message.sequence, message.sender.stored, message.at, new.key, message.head.blob,
                message.content.blob,
            ])
        guard inserted == 1 else { throw Taken() }
        try advance(topic, message.sender, received: message.sequence, read: message.sequence, in: db)
    }
}
