import GRDB

/// A disk that fails at every commit.
final class FailingCommits: TransactionObserver {
    func observes(eventsOfKind eventKind: DatabaseEventKind) -> Bool { false }
    func databaseDidChange(with event: DatabaseEvent) {}
    func databaseDidCommit(_ db: Database) {}
    func databaseDidRollback(_ db: Database) {}

    func databaseWillCommit() throws {
        throw DatabaseError(resultCode: .SQLITE_IOERR_FSYNC)
    }
}
