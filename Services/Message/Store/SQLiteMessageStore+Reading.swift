package import Contracts
import GRDB
import Storage

extension SQLiteMessageStore {
    package func history(_ query: HistoryQuery) async throws -> [StoredMessage] {
        try await database.read { db in
            var messages: [StoredMessage] = []
            let ranges = query.ranges.isEmpty ? [1...Int64.max] : query.ranges
            for range in ranges.sorted(by: { $0.lowerBound > $1.lowerBound }) where messages.count < query.limit {
                messages += try db.items(
                    """
                    SELECT m.sequence AS sequence, m.sender AS sender, m.at AS at, m.head AS head, m.content AS content
                    FROM messages m, topics t
                    WHERE t.name = ?1 AND m.topic = t.id AND m.sequence BETWEEN ?2 AND ?3 AND m.deleted = 0
                        AND NOT EXISTS (
                            SELECT 1 FROM deletions d
                            WHERE d.topic = m.topic AND d.user = ?4 AND m.sequence BETWEEN d.low AND d.high)
                    ORDER BY m.sequence DESC LIMIT ?5
                    """,
                    [
                        query.topic, range.lowerBound, range.upperBound, query.user.stored,
                        query.limit - messages.count,
                    ]
                ) { try Self.message($0, in: query.topic) }
            }
            return messages
        }
    }

    package func replay(_ topic: String, from: Int64, through: Int64) async throws -> [StoredMessage] {
        try await database.read { db in
            try db.items(
                """
                SELECT m.sequence AS sequence, m.sender AS sender, m.at AS at, m.head AS head, m.content AS content
                FROM messages m, topics t
                WHERE t.name = ? AND m.topic = t.id AND m.sequence BETWEEN ? AND ? AND m.deleted = 0
                ORDER BY m.sequence
                """, [topic, from, through]
            ) { try Self.message($0, in: topic) }
        }
    }

    package func messages(at places: Set<MessagePlace>) async throws -> [MessagePlace: StoredMessage] {
        try await database.read { db in
            var messages: [MessagePlace: StoredMessage] = [:]
            for place in places {
                messages[place] = try db.first(
                    """
                    SELECT m.sequence AS sequence, m.sender AS sender, m.at AS at, m.head AS head, m.content AS content
                    FROM messages m, topics t
                    WHERE t.name = ? AND m.topic = t.id AND m.sequence = ? AND m.deleted = 0
                    """, [place.topic, place.sequence]
                ) { try Self.message($0, in: place.topic) }
            }
            return messages
        }
    }

    package func states(of topics: [String], for user: UInt64) async throws -> [TopicState] {
        try await database.read { db in
            try topics.map { name in
                let state = try db.first(
                    """
                    SELECT t.sequence AS sequence, t.at AS at, coalesce(m.received, 0) AS received,
                        coalesce(m.read, 0) AS read, t.reaction AS reaction,
                        coalesce((SELECT max(number) FROM deletions d
                            WHERE d.topic = t.id AND d.user IN (0, ?2)), 0) AS deletion
                    FROM topics t LEFT JOIN marks m ON m.topic = t.id AND m.user = ?2 WHERE t.name = ?1
                    """, [name, user.stored]
                ) { row in
                    TopicState(
                        topic: name, sequence: try row.int64("sequence"), touchedAt: try row.int64("at"),
                        deleteID: try row.int64("deletion"), received: try row.int64("received"),
                        read: try row.int64("read"), reactionID: try row.int64("reaction"))
                }
                return state ?? TopicState(topic: name)
            }
        }
    }

    package func marks(of users: [UInt64], in topic: String) async throws -> [Marks] {
        try await database.read { db in
            try users.map { user in
                try Self.marks(of: user, in: topic, db) ?? Marks(user: user)
            }
        }
    }

    static func marks(of user: UInt64, in topic: String, _ db: Database) throws -> Marks? {
        try db.first(
            """
            SELECT received, read FROM marks, topics
            WHERE topics.name = ? AND marks.topic = topics.id AND user = ?
            """, [topic, user.stored]
        ) { Marks(user: user, received: try $0.int64("received"), read: try $0.int64("read")) }
    }

    private static func message(_ row: Row, in topic: String) throws -> StoredMessage {
        StoredMessage(
            topic: topic, sequence: try row.int64("sequence"), sender: try row.uint64("sender"),
            at: try row.int64("at"), head: try row.bytes("head"), content: try row.bytes("content"))
    }
}
