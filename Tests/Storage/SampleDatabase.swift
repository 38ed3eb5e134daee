import GRDB
import Storage
import TestKit
import Testing

/// A database with a table of notes and one of their comments, in a folder of its own.
struct SampleDatabase {
    static let schema = Schema([
        Migration(
            "notes and comments",
            sql: """
                CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT NOT NULL CHECK (text <> 'forbidden'));
                CREATE TABLE comment (
                    id INTEGER PRIMARY KEY,
                    note INTEGER NOT NULL REFERENCES note (id) DEFERRABLE INITIALLY DEFERRED
                );
                """)
    ])

    let folder: TemporaryFolder
    let database: SQLiteDatabase

    var path: String { database.path }

    init(settings: SQLiteSettings = SQLiteSettings()) throws {
        folder = try TemporaryFolder()
        database = try SQLiteDatabase(path: folder.path(of: "sample.sqlite"), schema: Self.schema, settings: settings)
    }

    func reopened() throws -> SQLiteDatabase {
        try SQLiteDatabase(path: path, schema: Self.schema)
    }

    func insert(_ id: Int64, _ text: String = "text") async throws {
        try await database.write { db in try Self.insert(id, text, in: db) }
    }

    func texts() async throws -> [String] {
        try await Self.texts(in: database)
    }

    static func insert(_ id: Int64, _ text: String = "text", in db: Database) throws {
        try db.run("INSERT INTO note (id, text) VALUES (?, ?)", [id, text])
    }

    static func texts(in database: SQLiteDatabase) async throws -> [String] {
        try await database.read { db in
            try db.items("SELECT text FROM note ORDER BY id") { row in try row.text("text") }
        }
    }
}
