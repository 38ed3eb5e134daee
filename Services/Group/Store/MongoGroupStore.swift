package import Chat
package import Contracts
package import Storage

/// The group store on MongoDB.
///
/// Each change of a topic or of a subscription to it also counts in the topic's document: of two at the same time one
/// begins again, and sees what the other did.
package struct MongoGroupStore: GroupStore {
    let database: MongoDatabase
    /// Events wait here until they are in the log.
    package let outbox: MongoOutbox

    /// Opens the database, and makes what is missing.
    ///
    /// - Parameters:
    ///   - name: The database's name; one that no other service has.
    ///   - settings: Where it is, and how it is worked with.
    /// - Throws: `MongoOpenError`, `CancellationError`.
    package init(database name: String, settings: MongoSettings) async throws {
        database = try await MongoDatabase.open(name, settings: settings, schema: Self.schema)
        outbox = MongoOutbox(database)
    }

    /// Ends all work with the database.
    package func close() async {
        await database.close()
    }

    package func read(
        _ topic: TopicID, users: [UserID]
    ) async throws -> (topic: TopicRecord?, subscriptions: [UserID: SubscriptionRecord]) {
        try await database.perform { db in
            (try Self.topic(topic, in: db), try Self.subscriptions(of: users, to: topic, in: db))
        }
    }

    package func change<Value: Sendable>(
        _ topic: TopicID, users: [UserID], actor: Actor, now: Int64,
        _ body: @escaping @Sendable (inout TopicSnapshot) throws -> Value
    ) async throws -> (Value, TopicSnapshot) {
        try await database.transaction(on: topic.description) { [outbox] db in
            let subscriptions = try Self.owning(topic, in: db)
                .merging(Self.subscriptions(of: users, to: topic, in: db)) { known, _ in known }
            let before = TopicSnapshot(
                topic: try Self.topic(topic, in: db), subscriptions: subscriptions, actor: actor, now: now)
            var after = before
            let value = try body(&after)
            let changed = after.subscriptions.filter { $1 != before.subscriptions[$0] }.map(\.value)
            let records = after.records
            if changed.isEmpty, records.isEmpty, after.topic == before.topic { return (value, after) }
            if let record = after.topic {
                try Self.write(record, over: before.topic, in: db)
            }
            try Self.write(changed, to: topic, in: db)
            try outbox.append(records, in: db)
            return (value, after)
        }
    }
}
