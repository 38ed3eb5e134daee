internal import GRDB
internal import GRDBSQLite

extension Database {
    /// Whether the open transaction could not be committed, because a row refers to one that does not exist.
    ///
    /// True only for references declared `DEFERRABLE INITIALLY DEFERRED`; the others fail at the statement itself. Costs a
    /// look at a counter.
    var hasBrokenReferences: Bool {
        var unresolved: CInt = 0
        var unused: CInt = 0
        sqlite3_db_status(sqliteConnection, SQLITE_DBSTATUS_DEFERRED_FKS, &unresolved, &unused, 0)
        return unresolved != 0
    }
}
