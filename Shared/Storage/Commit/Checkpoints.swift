internal import GRDB
internal import GRDBSQLite
internal import Synchronization

/// Moves what is committed from the write-ahead log into the file, nearly all of it on a connection of its own.
///
/// Left to itself, SQLite does so within the commit that makes the log too long: thousands of pages are written and synced
/// while everybody waits. Here that commit only begins it, and others go on meanwhile. Since the log begins anew only when
/// all of it was moved, what they add is moved between two commits.
///
/// SQLite before 3.51.3 may spoil the file when one connection begins to move while another has the log begin anew (its
/// "WAL-reset bug"). Here the log cannot begin anew then: the own connection begins only while the pages of the last commit
/// are still to be moved, and nobody else moves any. So it moves once; a second time might find a log that is all moved.
final class Checkpoints: Sendable {
    private struct State {
        /// The length of the log, in pages.
        var length = 0
        /// How long it was when the last move ended, at least one interval.
        var lengthAtEnd: Int
        var isMoving = false
    }

    private let pool: DatabasePool
    private let connection: DatabaseQueue
    private let interval: Int
    private let watch: StorageWatch
    private let state: Mutex<State>

    /// Opens the connection, and looks at the log after each commit of the pool from now on.
    ///
    /// - Parameters:
    ///   - pool: In WAL mode; nobody else writes. Nothing may be committed any more when this object goes.
    ///   - interval: The length of the log, in pages, at which to begin.
    ///   - watch: Is told what fails; it is tried again when the log has grown.
    /// - Throws: Why the file cannot be opened.
    init(of pool: DatabasePool, interval: Int, watch: StorageWatch) throws {
        var configuration = Configuration()
        configuration.label = "parley.storage.checkpoints"
        configuration.busyMode = pool.configuration.busyMode
        connection = try DatabaseQueue(path: pool.path, configuration: configuration)
        (self.pool, self.interval, self.watch) = (pool, interval, watch)
        state = Mutex(State(lengthAtEnd: interval))
        pool.writeWithoutTransaction { db in follow(db) }
    }

    /// Waits for what is under way, and closes the connection.
    func close() throws { try connection.close() }

    private func follow(_ db: Database) {
        // Not retained: who commits keeps this object.
        let context = Unmanaged.passUnretained(self).toOpaque()
        sqlite3_wal_hook(
            db.sqliteConnection,
            { context, _, _, pages in
                context.map { Unmanaged<Checkpoints>.fromOpaque($0).takeUnretainedValue().committed(Int(pages)) }
                return SQLITE_OK
            }, context)
    }

    /// - `pages`: the length of the log after a commit.
    private func committed(_ pages: Int) {
        let begins = state.withLock { state in
            state.length = pages
            // Somebody who reads can keep the log from beginning anew: it is tried again soon, but not at each commit.
            let due = pages > state.lengthAtEnd ? state.lengthAtEnd + max(1, interval / 16) : interval
            guard !state.isMoving, pages >= due else { return false }
            state.isMoving = true
            return true
        }
        guard begins else { return }
        connection.asyncWriteWithoutTransaction { [self] db in
            move(db)
            pool.asyncWriteWithoutTransaction { [self] db in finish(db) }
        }
    }

    /// Moves the rest, while nobody can commit.
    private func finish(_ db: Database) {
        move(db)
        state.withLock { state in
            state.lengthAtEnd = max(state.length, interval)
            state.isMoving = false
        }
    }

    private func move(_ db: Database) {
        do {
            try db.checkpoint(.passive)
            watch.moved()
        } catch {
            watch.moveFailed(error)
        }
    }
}
