import Contracts
import EventLog
import GRDB
package import Storage

/// The message store on SQLite.
package struct SQLiteMessageStore: MessageStore {
    let database: SQLiteDatabase
    /// Events wait here until they are in the log.
    package let outbox: SQLiteOutbox

    /// Opens `message.sqlite`; blocks, for start-up.
    ///
    /// - Parameters:
    ///   - folder: The data folder.
    ///   - settings: How the file is worked with.
    /// - Throws: `DatabaseOpenError`.
    package init(in folder: DataFolder, settings: SQLiteSettings = SQLiteSettings()) throws {
        database = try SQLiteDatabase("message", in: folder, schema: Self.schema, settings: settings)
        outbox = SQLiteOutbox(database)
    }

    static let schema = Schema([
        Migration(
            "messages",
            sql: """
                CREATE TABLE topics (
                    id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, sequence INTEGER NOT NULL DEFAULT 0,
                    at INTEGER NOT NULL DEFAULT 0, deletion INTEGER NOT NULL DEFAULT 0
                ) STRICT;
                CREATE TABLE messages (
                    topic INTEGER NOT NULL, sequence INTEGER NOT NULL, sender INTEGER NOT NULL, at INTEGER NOT NULL,
                    key TEXT NOT NULL, head BLOB NOT NULL, content BLOB NOT NULL, deleted INTEGER NOT NULL DEFAULT 0,
                    PRIMARY KEY (topic, sequence)
                ) STRICT, WITHOUT ROWID;
                CREATE UNIQUE INDEX messages_key ON messages (topic, sender, key);
                CREATE TABLE marks (
                    topic INTEGER NOT NULL, user INTEGER NOT NULL, received INTEGER NOT NULL, read INTEGER NOT NULL,
                    PRIMARY KEY (topic, user)
                ) STRICT, WITHOUT ROWID;
                CREATE TABLE deletions (
                    topic INTEGER NOT NULL, number INTEGER NOT NULL, low INTEGER NOT NULL, high INTEGER NOT NULL,
                    user INTEGER NOT NULL, PRIMARY KEY (topic, number, low)
                ) STRICT, WITHOUT ROWID;
                """),
        SQLiteOutbox.migration,
        Migration(
            "reactions",
            sql: """
                ALTER TABLE topics ADD COLUMN reaction INTEGER NOT NULL DEFAULT 0;
                CREATE TABLE reactions (
                    topic INTEGER NOT NULL, sequence INTEGER NOT NULL, user INTEGER NOT NULL, value TEXT NOT NULL,
                    PRIMARY KEY (topic, sequence, user)
                ) STRICT, WITHOUT ROWID;
                CREATE INDEX reactions_user ON reactions (user);
                CREATE TABLE tallies (
                    topic INTEGER NOT NULL, sequence INTEGER NOT NULL, number INTEGER NOT NULL, tally BLOB NOT NULL,
                    PRIMARY KEY (topic, sequence)
                ) STRICT, WITHOUT ROWID;
                CREATE INDEX tallies_number ON tallies (topic, number);
                """),
        // Keys that a gateway makes grow, so what is stored at the same time stands together in the index, whatever the
        // topic: a commit writes one page of it rather than one a topic.
        Migration(
            "keys",
            sql: """
                DROP INDEX messages_key;
                CREATE UNIQUE INDEX messages_key ON messages (key, topic, sender);
                """),
    ])

    package func heads(of topics: Set<String>) async throws -> [String: Head] {
        try await database.read { db in
            var heads: [String: Head] = [:]
            for topic in topics {
                heads[topic] = try db.first("SELECT sequence, at FROM topics WHERE name = ?", [topic]) {
                    Head(sequence: try $0.int64("sequence"), at: try $0.int64("at"))
                }
            }
            return heads
        }
    }

    package func places(of keys: [MessageKey]) async throws -> [MessageKey: Head] {
        try await database.read { db in
            var places: [MessageKey: Head] = [:]
            for key in keys {
                places[key] = try db.first(
                    """
                    SELECT messages.sequence AS sequence, messages.at AS at FROM messages, topics
                    WHERE topics.name = ? AND messages.topic = topics.id AND sender = ? AND key = ?
                    """, [key.topic, key.sender.stored, key.key]
                ) {
                    Head(sequence: try $0.int64("sequence"), at: try $0.int64("at"))
                }
            }
            return places
        }
    }

    package func author(of sequence: Int64, in topic: String) async throws -> UInt64? {
        try await database.read { db in
            try db.first(
                """
                SELECT sender FROM messages, topics
                WHERE topics.name = ? AND messages.topic = topics.id AND messages.sequence = ?
                """, [topic, sequence]
            ) { try $0.uint64("sender") }
        }
    }

    /// The number of a topic, a new one if it has none.
    static func topic(_ name: String, in db: Database) throws -> Int64 {
        if let id = try topicNumber(name, in: db) { return id }
        try db.run("INSERT INTO topics (name) VALUES (?)", [name])
        return db.lastInsertedRowID
    }

    /// The number of a topic; nil if it has none.
    static func topicNumber(_ name: String, in db: Database) throws -> Int64? {
        try db.first("SELECT id FROM topics WHERE name = ?", [name]) { try $0.int64("id") }
    }

    /// Moves marks forward; a mark that is further already stays.
    static func advance(
        _ topic: Int64, _ user: UInt64, received: Int64, read: Int64, in db: Database
    ) throws {
        let statement = try DirectStatement(
            """
            INSERT INTO marks (topic, user, received, read) VALUES (?1, ?2, ?3, ?4)
            ON CONFLICT DO UPDATE SET received = max(received, ?3), read = max(read, ?4)
            """, in: db)
        statement.bind(topic, at: 1)
        statement.bind(user.stored, at: 2)
        statement.bind(received, at: 3)
        statement.bind(read, at: 4)
        try statement.run()
    }
}
