internal import GRDB

/// Merges the writes of concurrent callers into one transaction after another.
///
/// Nothing is ever held back to gather company: while one commit waits for the disk, the next callers queue up behind it,
/// and so the groups grow with the load. An idle database commits a lone write at once. A group is closed when it begins:
/// those who come meanwhile prepare their writes while it works, and others go on with what it has stored; to let them
/// into the group would have all of them wait for one another.
final class GroupCommit: Sendable {
    private let pool: DatabasePool
    private let writesPerCommit: Int
    private let watch: StorageWatch
    /// Looks on at each commit, so it has to be there for as long as there are any.
    private let checkpoints: Checkpoints
    private let queue = WriteQueue()

    /// How many writes wait for the next transaction.
    var waiting: Int { queue.count }

    init(pool: DatabasePool, writesPerCommit: Int, watch: StorageWatch, checkpoints: Checkpoints) {
        self.pool = pool
        self.checkpoints = checkpoints
        self.writesPerCommit = max(1, writesPerCommit)
        self.watch = watch
    }

    /// Takes a write, whose caller will be told the outcome.
    func submit(_ write: PendingWrite) {
        if queue.append(write) {
            startWorker()
        }
    }

    /// One turn of the writing connection's queue is one transaction, so that others who use that connection get turns.
    private func startWorker() {
        pool.asyncWriteWithoutTransaction { [self] db in
            commitGroup(db)
            if queue.workerContinues() {
                startWorker()
            }
        }
    }

    private func commitGroup(_ db: Database) {
        let start = ContinuousClock.now
        var group = WriteGroup(queue.take(writesPerCommit))
        do {
            try db.inTransaction(.immediate) {
                try group.perform(in: db)
                return .commit
            }
            watch.committed(writes: group.count, in: start.duration(to: .now))
            group.succeed(reporting: watch)
        } catch {
            group.fail(watch.commitFailure(error, writes: group.count))
        }
    }
}
