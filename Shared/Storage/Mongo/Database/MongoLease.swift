internal import Synchronization

/// A right that one process has at a time, until it does not renew it any more.
///
/// Measured by the server's clock. Who was held up for longer than the lease may still believe to have it: what is done
/// under it has to bear that.
package final class MongoLease: Sendable {
    private static let collection = "leases"

    private let name: String
    private let database: MongoDatabase
    private let time: Duration
    /// Names this holder among all.
    private let holder = String(UInt64.random(in: 0...UInt64.max), radix: 36)
    private let renewed = Mutex<ContinuousClock.Instant?>(nil)

    /// Names a right; nobody has it yet.
    ///
    /// - Parameters:
    ///   - name: What the right is to.
    ///   - database: Where it is written down.
    ///   - time: How long it lasts without being renewed; it is renewed after a third of that.
    package init(_ name: String, in database: MongoDatabase, time: Duration) {
        self.name = name
        self.database = database
        self.time = time
    }

    /// Takes or renews the right.
    ///
    /// - Returns: Whether this process has it.
    /// - Throws: `StoreError`, `CancellationError`.
    package func hold() async throws -> Bool {
        let now = ContinuousClock.now
        if let last = renewed.withLock({ $0 }), last.duration(to: now) < time / 3 { return true }
        let isHeld = try await take()
        renewed.withLock { $0 = isHeld ? now : nil }
        return isHeld
    }

    private func take() async throws -> Bool {
        try await database.perform { [self] db in
            if try takes(db) { return true }
            do {
                // Nobody's yet: a number is before every time.
                try db.insert([["_id": .text(name), "holder": "", "until": 0]], into: Self.collection)
            } catch is MongoDuplicate {
                return false
            }
            return try takes(db)
        }
    }

    private func takes(_ db: MongoConnection) throws -> Bool {
        let (milliseconds, holder) = (Int64(time / .milliseconds(1)), BSONValue.text(holder))
        return try db.modify(
            Self.collection,
            [
                "_id": .text(name),
                "$expr": ["$or": [["$eq": ["$holder", holder]], ["$lt": ["$until", "$$NOW"]]]],
            ],
            [["$set": ["holder": holder, "until": ["$add": ["$$NOW", .int(milliseconds)]]]]]) != nil
    }
}
