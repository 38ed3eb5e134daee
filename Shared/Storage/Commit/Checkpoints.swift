internal import GRDB
internal import GRDBSQLite
internal import Synchronization

/// Moves what is committed from the write-ahead log into the file, on a connection of its own: no commit waits for it.
///
/// Left to itself, SQLite does so within the commit that makes the log too long: thousands of pages are written and synced
/// while everybody waits. Here that commit only begins it. Since the log begins anew only when all of it was moved, which
/// it never is while others go on writing, the last few pages are moved between two commits.
final class Checkpoints: Sendable {
    private let pool: DatabasePool
    private let connection: DatabaseQueue
    private let interval: Int
    private let watch: StorageWatch
    /// The length of the log, in pages, at which to begin; beyond any while one is under way.
    private let due: Atomic<Int>

    /// Opens the connection, and looks at the log after each commit of the pool from now on.
    ///
    /// - Parameters:
    ///   - pool: In WAL mode. To be closed before this object goes.
    ///   - interval: The length of the log, in pages, at which to begin.
    ///   - watch: Is told what fails; it is tried again with a later commit.
    /// - Throws: Why the file cannot be opened.
    init(of pool: DatabasePool, interval: Int, watch: StorageWatch) throws {
        var configuration = Configuration()
        configuration.label = "parley.storage.checkpoints"
        connection = try DatabaseQueue(path: pool.path, configuration: configuration)
        (self.pool, self.interval, self.watch) = (pool, interval, watch)
        due = Atomic(interval)
        pool.writeWithoutTransaction { db in follow(db) }
    }

    /// Waits for what is under way, and closes the connection.
    func close() throws { try connection.close() }

    private func follow(_ db: Database) {
        // Not retained: whoever has this object keeps it for longer than the pool is open.
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
        let due = due.load(ordering: .relaxed)
        guard pages >= due, self.due.compareExchange(expected: due, desired: .max, ordering: .relaxed).exchanged
        else { return }
        connection.asyncWriteWithoutTransaction { [self] db in
            move(db)
            // What was committed meanwhile: less of it is left for the time between two commits.
            move(db)
            pool.asyncWriteWithoutTransaction { [self] db in finish(db) }
        }
    }

    /// Moves the rest, while nobody can commit.
    private func finish(_ db: Database) {
        let (pages, moved) = move(db)
        // Behind a long read, the log cannot begin anew; each commit would try.
        due.store(moved < pages ? pages + interval : interval, ordering: .relaxed)
    }

    @discardableResult private func move(_ db: Database) -> (pages: Int, moved: Int) {
        do {
            let (pages, moved) = try db.checkpoint(.passive)
            return (pages, moved)
        } catch {
            watch.checkpointFailed(error)
            return (0, 0)
        }
    }
}
