package import Chat
package import Contracts
import GRDB
package import Storage

/// The group store on SQLite.
package struct SQLiteGroupStore: GroupStore {
    let database: SQLiteDatabase
    /// Events wait here until they are in the log.
    package let outbox: SQLiteOutbox

    /// Opens `group.sqlite`; blocks, for start-up.
    ///
    /// - Throws: `DatabaseOpenError`.
    package init(in folder: DataFolder) throws {
        self.init(try SQLiteDatabase("group", in: folder, schema: Self.schema))
    }

    /// Opens a file; blocks, for start-up.
    ///
    /// - Throws: `DatabaseOpenError`.
    package init(path: String) throws {
        self.init(try SQLiteDatabase(path: path, schema: Self.schema))
    }

    private init(_ database: SQLiteDatabase) {
        self.database = database
        outbox = SQLiteOutbox(database)
    }

    /// Closes the file once the calls that are under way have ended.
    package func close() async {
        await database.close()
    }

    package func read(
        _ topic: TopicID, users: [UserID]
    ) async throws -> (topic: TopicRecord?, subscriptions: [UserID: SubscriptionRecord]) {
        try await database.read { db in
            (try Self.topic(topic, in: db), try Self.subscriptions(of: users, to: topic, in: db))
        }
    }

    package func change<Value: Sendable>(
        _ topic: TopicID, users: [UserID], actor: Actor, now: Int64,
        _ body: @escaping @Sendable (inout TopicSnapshot) throws -> Value
    ) async throws -> (Value, TopicSnapshot) {
        try await database.write { [outbox] db in
            let subscriptions = try Self.owning(topic, in: db)
                .merging(Self.subscriptions(of: users, to: topic, in: db)) { known, _ in known }
            let before = TopicSnapshot(
                topic: try Self.topic(topic, in: db), subscriptions: subscriptions, actor: actor, now: now)
            var after = before
            let value = try body(&after)
            if let changed = after.topic, changed != before.topic {
                try Self.write(changed, over: before.topic, in: db)
            }
            for (user, subscription) in after.subscriptions where subscription != before.subscriptions[user] {
                try Self.write(subscription, to: topic, in: db)
            }
            for record in after.records {
                try outbox.append(record, in: db)
            }
            return (value, after)
        }
    }
}
