package import EventLog
internal import Synchronization

/// Records that wait for the log, in the same database as the changes that they tell of.
///
/// A service adds `MongoOutbox.indexes` to its schema and appends inside the transaction that makes the change: both are
/// committed, or neither. One database has one outbox. Changes of the same thing have to write a document in common, so
/// that one of two at the same time begins again: then their records come out in the order of their commits. Those of
/// different things may come in another order than they were committed in, and none is ever passed over.
///
/// Of the replicas of a service one relays: it has the lease, and renews it in good time while it looks. The others see
/// no entries.
package final class MongoOutbox: OutboxSource {
    /// The indexes that the outbox needs.
    package static let indexes = [MongoIndex("order", on: collection, ["at": 1])]

    private static let collection = "outbox"

    private let database: MongoDatabase
    private let lease: MongoLease
    private let listeners = OutboxListeners()
    /// The server's names of the entries that have been given out and not removed.
    ///
    /// What was committed late has a lower id than what was given out already, and must not go with it.
    private let given = Mutex<[Int64: BSONValue]>([:])

    /// Makes the outbox of a database whose schema contains `indexes`.
    ///
    /// - Parameters:
    ///   - database: The database.
    ///   - leaseTime: How long a replica that has gone keeps the others from relaying. Default 5 s.
    package init(_ database: MongoDatabase, leaseTime: Duration = .seconds(5)) {
        self.database = database
        lease = MongoLease("outbox", in: database, time: leaseTime)
    }

    /// Adds records, to be relayed once the transaction is committed.
    ///
    /// - Parameters:
    ///   - records: The records, in order.
    ///   - connection: What `MongoDatabase.transaction` gave.
    /// - Throws: As all methods of a connection do.
    package func append(_ records: [LogRecord], in connection: MongoConnection) throws {
        guard !records.isEmpty else { return }
        let entries = records.map { record in
            [
                // The server puts in its logical time, which goes forward with each insertion and each commit.
                "at": .timestamp(0), "key": .text(record.key), "value": .bytes(record.value),
                "headers": .bytes(HeaderBytes.encode(record.headers)),
            ] as BSONDocument
        }
        try connection.insert(entries, into: Self.collection)
        connection.afterCommit { [listeners] in listeners.wake() }
    }

    /// The oldest entries; none while another replica has the lease.
    package func pending(limit: Int) async throws -> [OutboxEntry] {
        guard try await lease.hold() else { return [] }
        let found = try await database.perform { connection in
            try connection.find(Self.collection, [:], sort: ["at": 1], limit: limit, isSnapshot: true)
                .map { (name: try $0.value("_id"), entry: try Self.entry($0)) }
        }
        given.withLock { given in
            for (name, entry) in found { given[entry.id] = name }
        }
        return found.map(\.entry)
    }

    /// Forgets the entries up to and including that id that `pending` has returned.
    package func remove(through id: Int64) async throws {
        let done = given.withLock { given in given.filter { $0.key <= id } }
        guard !done.isEmpty else { return }
        try await database.perform { connection in
            _ = try connection.remove(from: Self.collection, ["_id": ["$in": .array(Array(done.values))]])
        }
        given.withLock { given in
            for id in done.keys { given[id] = nil }
        }
    }

    /// A new stream with an element after each commit of this process that added entries.
    ///
    /// The newest is kept while nobody reads. Commits of other processes are found at the next look.
    package var wakeups: AsyncStream<Void> { listeners.wakeups() }

    private static func entry(_ document: BSONDocument) throws -> OutboxEntry {
        let record = LogRecord(
            key: try document.text("key"), value: try document.bytes("value"),
            headers: try HeaderBytes.decode(document.bytes("headers")))
        // In the same order as the times, which have no sign.
        return OutboxEntry(id: (try document.timestamp("at") ^ (1 << 63)).stored, record: record)
    }
}
