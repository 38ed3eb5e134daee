package import EventLog
package import GRDB

/// Records that wait for the log, in the same file as the changes that they tell of.
///
/// A service adds `SQLiteOutbox.migration` to its schema and appends inside the write that makes the change: both are
/// committed, or neither. One database file has one outbox.
package final class SQLiteOutbox: OutboxSource {
    /// The step of a schema that makes the table `outbox`.
    package static let migration = Migration(
        "outbox",
        sql: """
            CREATE TABLE outbox (
                -- Never used again after a removal, so that a late removal takes nothing that came after it.
                id INTEGER PRIMARY KEY AUTOINCREMENT,
                key TEXT NOT NULL,
                value BLOB NOT NULL,
                headers BLOB NOT NULL
            )
            """)

    private let database: SQLiteDatabase
    private let commits = OutboxCommits()

    /// Makes the outbox of a database whose schema contains `migration`.
    package init(_ database: SQLiteDatabase) {
        self.database = database
        // Kept alive by this outbox alone.
        database.pool.add(transactionObserver: commits, extent: .observerLifetime)
    }

    /// Adds a record, to be relayed once the transaction is committed.
    ///
    /// - Parameters:
    ///   - record: The record.
    ///   - db: The connection that `SQLiteDatabase.write` gave.
    /// - Throws: `DatabaseError`.
    package func append(_ record: LogRecord, in db: Database) throws {
        try db.run(
            "INSERT INTO outbox (key, value, headers) VALUES (?, ?, ?)",
            [record.key, record.value.blob, HeaderBytes.encode(record.headers).blob])
        commits.noteAppend()
    }

    /// The oldest entries, in the order in which they were appended.
    package func pending(limit: Int) async throws -> [OutboxEntry] {
        try await database.read { db in
            try db.items("SELECT id, key, value, headers FROM outbox ORDER BY id LIMIT ?", [limit]) { row in
                let headers = try HeaderBytes.decode(row.bytes("headers"))
                let record = LogRecord(key: try row.text("key"), value: try row.bytes("value"), headers: headers)
                return OutboxEntry(id: try row.int64("id"), record: record)
            }
        }
    }

    /// Forgets all entries up to and including that id.
    package func remove(through id: Int64) async throws {
        try await database.write { db in
            _ = try db.run("DELETE FROM outbox WHERE id <= ?", [id])
        }
    }

    /// A new stream with an element after each commit that may have added entries; the newest is kept while nobody reads.
    package var wakeups: AsyncStream<Void> { commits.listeners.wakeups() }
}
