import Chat
package import Contracts
import EventLog
import GRDB
import Storage
import Wire

extension SQLiteMessageStore {
    package func mark(_ topic: String, user: UInt64, received: Int64, read: Int64) async throws -> MarkReply {
        try await database.write { db in
            let head = try db.first("SELECT id, sequence FROM topics WHERE name = ?", [topic]) {
                (id: try $0.int64("id"), sequence: try $0.int64("sequence"))
            }
            let old = try Self.marks(of: user, in: topic, db) ?? Marks(user: user)
            guard let head, max(received, read) <= head.sequence else { return MarkReply(marks: old) }
            let new = Marks(user: user, received: max(old.received, received, read), read: max(old.read, read))
            // Clients repeat themselves: what changes nothing costs no write.
            guard new != old else { return MarkReply(marks: old) }
            try Self.advance(head.id, user, received: new.received, read: new.read, in: db)
            return MarkReply(
                marks: new, receivedChanged: new.received > old.received, readChanged: new.read > old.read)
        }
    }

    package func delete(_ deletion: Deletion, event: Event) async throws -> Int64 {
        try await database.write { [outbox] db in
            let topic = try Self.topic(deletion.topic, in: db)
            try db.run("UPDATE topics SET deletion = deletion + 1 WHERE id = ?", [topic])
            let number = try db.first("SELECT deletion FROM topics WHERE id = ?", [topic]) {
                try $0.int64("deletion")
            }
            guard let number else { throw StoreError.corrupted }
            for range in deletion.ranges {
                try db.run(
                    "INSERT INTO deletions (topic, number, low, high, user) VALUES (?, ?, ?, ?, ?)",
                    [topic, number, range.lowerBound, range.upperBound, (deletion.user ?? 0).stored])
                guard deletion.user == nil else { continue }
                try db.run(
                    """
                    UPDATE messages SET deleted = 1, head = x'', content = x''
                    WHERE topic = ? AND sequence BETWEEN ? AND ? AND deleted = 0
                    """, [topic, range.lowerBound, range.upperBound])
                try Self.forgetReactions(to: range, in: topic, db)
            }
            var event = event
            event.messagesDeleted?.deleteID = number
            try outbox.append(LogRecord(key: deletion.topic, value: event.encoded()), in: db)
            return number
        }
    }

    package func deletions(_ query: DeletionQuery) async throws -> GetDeletionsReply {
        try await database.read { db in
            let rows = try db.items(
                """
                SELECT d.number AS number, d.low AS low, d.high AS high FROM deletions d, topics t
                WHERE t.name = ? AND d.topic = t.id AND d.user IN (0, ?) AND d.number BETWEEN ? AND ?
                ORDER BY d.number, d.low LIMIT ?
                """,
                [
                    query.topic, query.user.stored, query.numbers.lowerBound, query.numbers.upperBound,
                    query.rangesRead,
                ]
            ) { (number: try $0.int64("number"), range: try $0.int64("low")...$0.int64("high")) }
            return query.page(of: rows)
        }
    }
}
