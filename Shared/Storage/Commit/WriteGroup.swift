internal import GRDB

/// The writes that share one transaction.
///
/// Lives on the writing connection's queue, from the first savepoint until every caller has been told.
struct WriteGroup {
    private let writes: [PendingWrite]
    private var outcomes: [Result<PendingWrite.Success, any Error>] = []

    /// How many writes are in the group.
    var count: Int { writes.count }

    init(_ writes: [PendingWrite]) {
        self.writes = writes
    }

    /// Does all the writes.
    ///
    /// - Parameter db: The writing connection, inside a transaction.
    /// - Throws: If the transaction is lost as a whole. What one write throws is its own outcome and not thrown here.
    mutating func perform(in db: Database) throws {
        for write in writes {
            outcomes.append(try Self.perform(write, in: db))
        }
    }

    /// Tells every caller the outcome of its own write; to be called after the commit.
    func succeed(reporting watch: StorageWatch) {
        for (write, outcome) in zip(writes, outcomes) {
            switch outcome {
            case .success(let success): success()
            case .failure(let error): write.fail(watch.writeFailure(error))
            }
        }
    }

    /// Tells every caller that nothing was written.
    func fail(_ error: StoreError) {
        for write in writes { write.fail(error) }
    }

    private static func perform(
        _ write: PendingWrite,
        in db: Database
    ) throws -> Result<PendingWrite.Success, any Error> {
        try db.cachedStatement(sql: "SAVEPOINT parley_write").execute()
        do {
            let success = try write.perform(db)
            // A reference that is checked late would make the commit fail, and with it everybody's write.
            guard !db.hasBrokenReferences else { throw StoreError.conflict }
            try db.cachedStatement(sql: "RELEASE parley_write").execute()
            return .success(success)
        } catch {
            // A full disk or a failing one ends the transaction there and then, and takes all the writes along.
            guard db.isInsideTransaction else { throw error }
            try db.cachedStatement(sql: "ROLLBACK TO parley_write").execute()
            try db.cachedStatement(sql: "RELEASE parley_write").execute()
            return .failure(error)
        }
    }
}
