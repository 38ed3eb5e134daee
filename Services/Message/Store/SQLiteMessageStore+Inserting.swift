import Contracts
import GRDB
import Storage

extension SQLiteMessageStore {
    /// A place or key that was taken.
    private struct Taken: Error {}

    package func insert(_ messages: [NewMessage]) async throws -> InsertOutcome {
        guard let parts = TopicPart.parts(of: messages) else { return .conflict }
        do {
            try await database.write { db in
                for part in parts {
                    let topic = try Self.advance(part, in: db)
                    let statement = try DirectStatement(Self.insertion, in: db)
                    for new in part.messages { try Self.insert(new, topic, by: statement) }
                    for (sender, last) in part.lastOfSenders {
                        try Self.advance(topic, sender, received: last, read: last, in: db)
                    }
                }
            }
            return .stored
        } catch is Taken {
            return .conflict
        }
    }

    private static let insertion = """
        INSERT INTO messages (topic, sequence, sender, at, key, head, content)
        VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
        """

    /// Moves the head of a topic, one that has none yet included.
    ///
    /// The head is the fence, and not only the key of the rows: the rows of an erased topic are no more.
    ///
    /// - Returns: The topic's number.
    private static func advance(_ part: TopicPart, in db: Database) throws -> Int64 {
        let search = try DirectStatement("SELECT id FROM topics WHERE name = ?", in: db)
        search.bind(part.topic, at: 1)
        if let topic = try search.integer() {
            let update = try DirectStatement(
                "UPDATE topics SET sequence = ?, at = max(at, ?) WHERE id = ? AND sequence = ?", in: db)
            update.bind(part.last.sequence, at: 1)
            update.bind(part.last.at, at: 2)
            update.bind(topic, at: 3)
            update.bind(part.first - 1, at: 4)
            guard try update.run() == 1 else { throw Taken() }
            return topic
        }
        guard part.first == 1 else { throw Taken() }
        let insert = try DirectStatement("INSERT INTO topics (name, sequence, at) VALUES (?, ?, ?)", in: db)
        insert.bind(part.topic, at: 1)
        insert.bind(part.last.sequence, at: 2)
        insert.bind(part.last.at, at: 3)
        try insert.run()
        return db.lastInsertedRowID
    }

    private static func insert(_ new: NewMessage, _ topic: Int64, by statement: DirectStatement) throws {
        let message = new.message
        statement.bind(topic, at: 1)
        statement.bind(message.sequence, at: 2)
        statement.bind(message.sender.stored, at: 3)
        statement.bind(message.at, at: 4)
        statement.bind(new.key, at: 5)
        statement.bind(message.head, at: 6)
        statement.bind(message.content, at: 7)
        guard try statement.run() == 1 else { throw Taken() }
    }
}
