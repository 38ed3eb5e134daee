package import Storage

/// The records of files on SQLite.
package struct SQLiteFileStore: FileStore {
    let database: SQLiteDatabase

    /// Opens `gateway.sqlite`; blocks, for start-up.
    ///
    /// - Throws: `DatabaseOpenError`.
    package init(in folder: DataFolder) throws {
        database = try SQLiteDatabase("gateway", in: folder, schema: Self.schema)
    }

    /// Ends all work with the file.
    package func close() async {
        await database.close()
    }

    static let schema = Schema([
        Migration(
            "files",
            sql: """
                CREATE TABLE files (
                    id TEXT PRIMARY KEY, owner INTEGER NOT NULL, type TEXT NOT NULL, size INTEGER NOT NULL,
                    state INTEGER NOT NULL, created INTEGER NOT NULL, idle INTEGER NOT NULL, uses INTEGER NOT NULL
                ) STRICT, WITHOUT ROWID;
                CREATE INDEX files_idle ON files (idle) WHERE uses = 0;
                CREATE TABLE uses (
                    place TEXT NOT NULL, item INTEGER NOT NULL, file TEXT NOT NULL, since INTEGER NOT NULL,
                    PRIMARY KEY (place, item, file)
                ) STRICT, WITHOUT ROWID;
                """)
    ])
}
