internal import GRDB

extension Schema {
    /// Brings a file to this schema's version, each step in a transaction of its own.
    ///
    /// - Parameters:
    ///   - db: The writing connection, outside of any transaction.
    ///   - path: The file's path, for the error.
    /// - Returns: The version that was found.
    /// - Throws: `DatabaseOpenError`. A file of a newer version is left untouched.
    @discardableResult
    func migrate(_ db: Database, path: String) throws -> Int {
        let found = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
        guard found <= version else {
            throw DatabaseOpenError(path: path, reason: .newerSchema(found: found, known: version))
        }
        guard found < version else { return found }

        // A step may rebuild a table that others refer to. The references are checked as a whole before it commits.
        try db.execute(sql: "PRAGMA foreign_keys = OFF")
        for index in found..<version {
            try apply(migrations[index], version: index + 1, to: db, path: path)
        }
        try db.execute(sql: "PRAGMA foreign_keys = ON")
        return found
    }

    private func apply(_ migration: Migration, version: Int, to db: Database, path: String) throws {
        do {
            try db.inTransaction(.exclusive) {
                try migration.change(db)
                try db.checkForeignKeys()
                try db.execute(sql: "PRAGMA user_version = \(version)")
                return .commit
            }
        } catch {
            throw DatabaseOpenError(
                path: path,
                reason: .migrationFailed(version: version, name: migration.name, detail: FailureText.of(error)))
        }
    }
}
