internal import Dispatch
package import GRDB
package import Logging
package import Metrics
internal import Synchronization

/// One SQLite file: reads on a pool of connections, writes by group commit.
///
/// The file is in WAL mode with `synchronous = FULL`: when a write has returned, it survives the loss of power. The work
/// runs on dispatch queues of the connections; neither an event loop nor the cooperative pool is ever blocked.
package final class SQLiteDatabase: Sendable {
    /// The file.
    package let path: String

    let pool: DatabasePool
    private let reads: AccessGate
    private let writes: AccessGate
    private let commits: GroupCommit
    private let checkpoints: Checkpoints
    private let watch: StorageWatch
    private let isClosed = Atomic(false)

    /// Whether the last commit succeeded, or none has been tried.
    package var isHealthy: Bool { watch.isHealthy }

    /// How many writes wait for the next transaction.
    var waitingWrites: Int { commits.waiting }

    /// Opens or makes a file, and brings it to the schema's version.
    ///
    /// Blocks while it does so, which may be long when there is much to migrate: for the start of a process.
    ///
    /// - Parameters:
    ///   - path: The file. Its folder has to be there.
    ///   - schema: What the file has to look like.
    ///   - settings: How it is worked with.
    ///   - logger: Told when writes begin to fail, and when they succeed again.
    ///   - metrics: Where the counters go; the process's own by default.
    /// - Throws: What is wrong with the file.
    package init(
        path: String,
        schema: Schema,
        settings: SQLiteSettings = SQLiteSettings(),
        logger: Logger = Logger(label: "parley.storage"),
        metrics: any MetricsFactory = MetricsSystem.factory
    ) throws(DatabaseOpenError) {
        watch = StorageWatch(path: path, logger: logger, factory: metrics)
        do {
            pool = try DatabasePool(path: path, configuration: settings.configuration)
            try pool.writeWithoutTransaction { db in
                try settings.prepareWriter(db)
                try schema.migrate(db, path: path)
            }
            checkpoints = try Checkpoints(of: pool, interval: max(1, settings.checkpointPages), watch: watch)
        } catch let error as DatabaseOpenError {
            throw error
        } catch {
            throw DatabaseOpenError(path: path, failure: error)
        }
        self.path = path
        reads = AccessGate(limit: settings.waitingCalls)
        writes = AccessGate(limit: settings.waitingCalls)
        commits = GroupCommit(
            pool: pool, writesPerCommit: settings.writesPerCommit, watch: watch, checkpoints: checkpoints)
    }

    /// Reads, in one snapshot of what was committed before.
    ///
    /// Sees every write that has returned before the call.
    ///
    /// - Parameter body: Runs on a connection that cannot write.
    /// - Returns: What `body` returns.
    /// - Throws: `StoreError` for failures of the store; what `body` throws of its own; `CancellationError`.
    package func read<Value: Sendable>(_ body: @Sendable (Database) throws -> Value) async throws -> Value {
        guard reads.enter() else { throw StoreError.unavailable }
        defer { reads.leave() }
        do {
            return try await pool.read(body)
        } catch {
            throw watch.readFailure(error)
        }
    }

    /// Writes, and returns when what was written is on the disk.
    ///
    /// Concurrent calls are merged, in the order they came, into one transaction with one commit. Each runs inside a
    /// savepoint: one that throws is undone alone. A call sees what those before it in the same transaction wrote. If the
    /// commit fails, all of them fail, those too that had thrown something else, for they may have seen rows that are no
    /// more. Once called it is carried out, even if the calling task is cancelled.
    ///
    /// - Parameter body: Runs on the one connection that writes, holding up every other write: it has to be short and
    ///   must not end the transaction by itself.
    /// - Returns: What `body` returns.
    /// - Throws: `StoreError` for failures of the store; what `body` throws of its own.
    package func write<Value: Sendable>(_ body: @escaping @Sendable (Database) throws -> Value) async throws -> Value {
        guard writes.enter() else { throw StoreError.unavailable }
        defer { writes.leave() }
        return try await withCheckedThrowingContinuation { continuation in
            commits.submit(PendingWrite(body, continuation))
        }
    }

    /// Lets the calls that are under way finish, and closes the file.
    ///
    /// Calls that come later fail with `StoreError.unavailable`. Closing again does nothing. Afterwards everything is in
    /// the one file, and nothing in a write-ahead log beside it.
    package func close() async {
        await writes.close()
        await reads.close()
        await withCheckedContinuation { continuation in
            DispatchQueue.global().async { [self] in
                closeConnections()
                continuation.resume()
            }
        }
    }

    private func closeConnections() {
        guard !isClosed.exchange(true, ordering: .relaxed) else { return }
        attempt { try checkpoints.close() }
        // SQLite does this by itself only if the last connection to close is one that may write.
        attempt { _ = try pool.writeWithoutTransaction { db in try db.checkpoint(.truncate) } }
        attempt { try pool.close() }
    }

    /// Takes a step of closing, whose failure keeps none of the others from being taken.
    private func attempt(_ step: () throws -> Void) {
        do {
            try step()
        } catch {
            watch.closeFailed(error)
        }
    }
}
