import GRDB
import Storage

extension SQLiteMessageStore {
    /// Messages erased in one write: other writers get their turns in between.
    static let erasedAtOnce = 5_000

    package func erase(_ topic: String, through time: Int64) async throws {
        var hasMore = true
        while hasMore {
            hasMore = try await database.write { db in try Self.eraseSome(topic, through: time, in: db) }
        }
    }

    /// - Returns: Whether there is more to erase.
    private static func eraseSome(_ name: String, through time: Int64, in db: Database) throws -> Bool {
        guard let topic = try topicNumber(name, in: db) else { return false }
        // Times never go back in a topic, so that what is erased is a beginning of it.
        let last =
            try db.first(
                """
                SELECT max(sequence) AS last FROM (
                    SELECT sequence FROM messages WHERE topic = ? AND at <= ? ORDER BY sequence LIMIT ?)
                """, [topic, time, erasedAtOnce]
            ) { try $0.optionalInt64("last") } ?? nil
        guard let last else { return false }
        let erased = try db.run("DELETE FROM messages WHERE topic = ? AND sequence <= ?", [topic, last])
        try db.run("DELETE FROM marks WHERE topic = ? AND max(received, read) <= ?", [topic, last])
        try db.run("DELETE FROM deletions WHERE topic = ? AND high <= ?", [topic, last])
        try forgetReactions(to: 1...last, in: topic, db)
        return erased == erasedAtOnce
    }
}
