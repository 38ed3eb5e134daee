package import GRDB
internal import GRDBSQLite

/// A compiled statement that is bound and stepped without a box around each value: for the few statements that run for
/// every message, where boxes cost more than the statement itself.
///
/// Belongs to the connection's queue. The connection keeps the statement compiled; what is bound is copied by SQLite.
package struct DirectStatement {
    private let statement: Statement
    private let connection: SQLiteConnection?

    /// Takes a statement, compiled at its first use on the connection.
    ///
    /// - Parameters:
    ///   - sql: One statement.
    ///   - db: The connection.
    /// - Throws: `DatabaseError`.
    package init(_ sql: String, in db: Database) throws {
        statement = try db.cachedStatement(sql: sql)
        connection = db.sqliteConnection
        sqlite3_reset(statement.sqliteStatement)
    }

    /// Binds an integer; positions begin at 1.
    package func bind(_ value: Int64, at position: Int32) {
        sqlite3_bind_int64(statement.sqliteStatement, position, value)
    }

    /// Binds a text.
    package func bind(_ text: String, at position: Int32) {
        // With its length, for a text may have a zero inside.
        let length = Int32(text.utf8.count)
        _ = text.withCString {
            sqlite3_bind_text(statement.sqliteStatement, position, $0, length, Self.copied)
        }
    }

    /// Binds bytes.
    package func bind(_ bytes: [UInt8], at position: Int32) {
        bytes.withUnsafeBytes { bytes in
            _ =
                bytes.isEmpty
                ? sqlite3_bind_zeroblob(statement.sqliteStatement, position, 0)
                : sqlite3_bind_blob(
                    statement.sqliteStatement, position, bytes.baseAddress, Int32(bytes.count), Self.copied)
        }
    }

    /// Runs a statement that returns no rows.
    ///
    /// - Returns: How many rows it inserted, updated or deleted.
    /// - Throws: `DatabaseError`.
    @discardableResult
    package func run() throws -> Int {
        defer { sqlite3_reset(statement.sqliteStatement) }
        guard sqlite3_step(statement.sqliteStatement) == SQLITE_DONE else { throw failure }
        return Int(sqlite3_changes(connection))
    }

    /// Runs a statement that returns one integer or none.
    ///
    /// - Returns: The first column of the row; nil without one.
    /// - Throws: `DatabaseError`.
    package func integer() throws -> Int64? {
        defer { sqlite3_reset(statement.sqliteStatement) }
        switch sqlite3_step(statement.sqliteStatement) {
        case SQLITE_ROW:
            let value = sqlite3_column_int64(statement.sqliteStatement, 0)
            // What changes rows and returns them is done only when it has been stepped to its end.
            guard sqlite3_step(statement.sqliteStatement) == SQLITE_DONE else { throw failure }
            return value
        case SQLITE_DONE: return nil
        default: throw failure
        }
    }

    private var failure: DatabaseError {
        DatabaseError(
            resultCode: ResultCode(rawValue: sqlite3_extended_errcode(connection)),
            message: String(cString: sqlite3_errmsg(connection)), sql: statement.sql)
    }

    /// Tells SQLite that it has to copy what is bound.
    private static var copied: sqlite3_destructor_type { unsafeBitCast(-1, to: sqlite3_destructor_type.self) }
}
