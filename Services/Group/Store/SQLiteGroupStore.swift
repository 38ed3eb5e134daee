package import Chat
package import Contracts
import EventLog
import GRDB
package import Storage
import Wire

/// The group store on SQLite.
package struct SQLiteGroupStore: GroupStore {
    let database: SQLiteDatabase
    /// Events wait here until they are in the log.
    package let outbox: SQLiteOutbox

    /// Opens `group.sqlite`; blocks, for start-up.
    ///
    /// - Throws: `DatabaseOpenError`.
    package init(in folder: DataFolder) throws {
        database = try SQLiteDatabase("group", in: folder, schema: Self.schema)
        outbox = SQLiteOutbox(database)
    }

    static let schema = Schema([
        Migration(
            "topics",
            sql: """
                CREATE TABLE topics (
                    name TEXT PRIMARY KEY, channel INTEGER NOT NULL, owner INTEGER, created INTEGER NOT NULL,
                    updated INTEGER NOT NULL, deleted INTEGER NOT NULL, auth INTEGER NOT NULL, anon INTEGER NOT NULL,
                    public BLOB NOT NULL, trusted BLOB NOT NULL, auxiliary BLOB NOT NULL,
                    subscribers INTEGER NOT NULL
                ) STRICT, WITHOUT ROWID;
                CREATE TABLE tags (topic TEXT NOT NULL, tag TEXT NOT NULL, PRIMARY KEY (topic, tag))
                    STRICT, WITHOUT ROWID;
                CREATE INDEX tags_tag ON tags (tag);
                CREATE UNIQUE INDEX tags_alias ON tags (tag) WHERE substr(tag, 1, 6) = 'alias:';
                CREATE TABLE subscriptions (
                    topic TEXT NOT NULL, user INTEGER NOT NULL, want INTEGER NOT NULL, given INTEGER NOT NULL,
                    reader INTEGER NOT NULL, private BLOB NOT NULL, created INTEGER NOT NULL,
                    updated INTEGER NOT NULL, deleted INTEGER NOT NULL, PRIMARY KEY (topic, user)
                ) STRICT, WITHOUT ROWID;
                CREATE INDEX subscriptions_user ON subscriptions (user, topic);
                CREATE INDEX subscriptions_updated ON subscriptions (topic, updated);
                """),
        SQLiteOutbox.migration,
    ])

    package func read(
        _ topic: TopicID, users: [UserID]
    ) async throws -> (TopicRecord?, [UserID: SubscriptionRecord]) {
        try await database.read { db in
            (try Self.topic(topic, in: db), try Self.subscriptions(of: users, to: topic, in: db))
        }
    }

    package func change<Value: Sendable>(
        _ topic: TopicID, users: [UserID], actor: Actor, now: Int64,
        _ body: @escaping @Sendable (inout TopicSnapshot) throws -> Value
    ) async throws -> (Value, TopicSnapshot) {
        try await database.write { [outbox] db in
            let record = try Self.topic(topic, in: db)
            let concerned = users + (record?.owner.map { [$0] } ?? [])
            let before = TopicSnapshot(
                topic: record, subscriptions: try Self.subscriptions(of: concerned, to: topic, in: db), actor: actor,
                now: now)
            var after = before
            let value = try body(&after)
            if let changed = after.topic, changed != before.topic {
                try Self.write(changed, tagsChanged: changed.tags != before.topic?.tags ?? [], in: db)
                if changed.deletedAt != 0, before.topic?.deletedAt == 0 {
                    try db.run(
                        "UPDATE subscriptions SET deleted = ?1, updated = ?1 WHERE topic = ?2 AND deleted = 0",
                        [now, topic.description])
                }
            }
            for subscription in after.subscriptions.values
            where subscription != before.subscriptions[subscription.user] {
                try Self.write(subscription, to: topic, in: db)
            }
            for event in after.events {
                try outbox.append(LogRecord(key: topic.description, value: event.encoded()), in: db)
            }
            return (value, after)
        }
    }

    // MARK: Rows

    private static func write(_ topic: TopicRecord, tagsChanged: Bool, in db: Database) throws {
        let name = topic.id.description
        try db.run(
            """
            INSERT INTO topics (name, channel, owner, created, updated, deleted, auth, anon, public, trusted,
                auxiliary, subscribers)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
            ON CONFLICT DO UPDATE SET channel = ?2, owner = ?3, updated = ?5, deleted = ?6, auth = ?7, anon = ?8,
                public = ?9, trusted = ?10, auxiliary = ?11, subscribers = ?12
            """,
            [
                name, topic.isChannel, topic.owner?.rawValue.stored, topic.createdAt, topic.updatedAt,
                topic.deletedAt, Int64(topic.defaultAccess.authenticated.rawValue),
                Int64(topic.defaultAccess.anonymous.rawValue), topic.publicJSON.blob, topic.trustedJSON.blob,
                topic.auxiliaryJSON.blob, topic.subscriberCount,
            ])
        guard tagsChanged else { return }
        try db.run("DELETE FROM tags WHERE topic = ?", [name])
        for tag in topic.tags {
            try db.run("INSERT INTO tags (topic, tag) VALUES (?, ?)", [name, tag])
        }
    }

    private static func write(_ subscription: SubscriptionRecord, to topic: TopicID, in db: Database) throws {
        try db.run(
            """
            INSERT INTO subscriptions (topic, user, want, given, reader, private, created, updated, deleted)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
            ON CONFLICT DO UPDATE SET want = ?3, given = ?4, reader = ?5, private = ?6, created = ?7, updated = ?8,
                deleted = ?9
            """,
            [
                topic.description, subscription.user.rawValue.stored, Int64(subscription.access.want.rawValue),
                Int64(subscription.access.given.rawValue), subscription.isReader, subscription.privateJSON.blob,
                subscription.createdAt, subscription.updatedAt, subscription.deletedAt,
            ])
    }

    static func topic(_ topic: TopicID, in db: Database) throws -> TopicRecord? {
        let record = try db.first("SELECT * FROM topics WHERE name = ?", [topic.description]) {
            try Self.topic($0, prefix: "")
        }
        guard var record else { return nil }
        record.tags = try db.items("SELECT tag FROM tags WHERE topic = ? ORDER BY tag", [topic.description]) {
            try $0.text("tag")
        }
        return record
    }

    static func topic(_ row: Row, prefix: String) throws -> TopicRecord {
        guard let id = TopicID(try row.text(prefix + "name")) else { throw StoreError.corrupted }
        var topic = TopicRecord(
            id: id, isChannel: try row.bool(prefix + "channel"),
            owner: try row.optionalUInt64(prefix + "owner").flatMap(UserID.init(rawValue:)),
            at: try row.int64(prefix + "created"),
            defaultAccess: DefaultAccess(
                authenticated: AccessMode(mask: UInt32(truncatingIfNeeded: try row.int64(prefix + "auth"))),
                anonymous: AccessMode(mask: UInt32(truncatingIfNeeded: try row.int64(prefix + "anon")))))
        topic.updatedAt = try row.int64(prefix + "updated")
        topic.deletedAt = try row.int64(prefix + "deleted")
        topic.publicJSON = try row.bytes(prefix + "public")
        topic.trustedJSON = try row.bytes(prefix + "trusted")
        topic.auxiliaryJSON = try row.bytes(prefix + "auxiliary")
        topic.subscriberCount = try row.int64(prefix + "subscribers")
        return topic
    }

    static func subscriptions(
        of users: [UserID], to topic: TopicID, in db: Database
    ) throws -> [UserID: SubscriptionRecord] {
        var found: [UserID: SubscriptionRecord] = [:]
        for user in users {
            found[user] = try db.first(
                "SELECT * FROM subscriptions WHERE topic = ? AND user = ?",
                [topic.description, user.rawValue.stored]
            ) { try Self.subscription($0, prefix: "") }
        }
        return found
    }

    static func subscription(_ row: Row, prefix: String) throws -> SubscriptionRecord {
        guard let user = UserID(rawValue: try row.uint64(prefix + "user")) else { throw StoreError.corrupted }
        var subscription = SubscriptionRecord(
            user: user,
            access: Access(
                want: AccessMode(mask: UInt32(truncatingIfNeeded: try row.int64(prefix + "want"))),
                given: AccessMode(mask: UInt32(truncatingIfNeeded: try row.int64(prefix + "given")))),
            isReader: try row.bool(prefix + "reader"), at: try row.int64(prefix + "created"))
        subscription.privateJSON = try row.bytes(prefix + "private")
        subscription.updatedAt = try row.int64(prefix + "updated")
        subscription.deletedAt = try row.int64(prefix + "deleted")
        return subscription
    }
}
