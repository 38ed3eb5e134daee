import Chat
import GRDB
import Storage

extension SQLiteGroupStore {
    static func write(_ topic: TopicRecord, over old: TopicRecord?, in db: Database) throws {
        let name = topic.id.description
        try db.run(
            """
            INSERT INTO topics (name, channel, owner, created, updated, deleted, auth, anon, public, trusted,
                auxiliary, members, readers)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)
            ON CONFLICT DO UPDATE SET channel = ?2, owner = ?3, created = ?4, updated = ?5, deleted = ?6, auth = ?7,
                anon = ?8, public = ?9, trusted = ?10, auxiliary = ?11, members = ?12, readers = ?13
            """,
            [
                name, topic.isChannel, topic.owner?.ordered, topic.createdAt, topic.updatedAt, topic.deletedAt,
                topic.defaultAccess.authenticated.stored, topic.defaultAccess.anonymous.stored,
                topic.publicJSON.blob, topic.trustedJSON.blob, topic.auxiliaryJSON.blob, topic.members, topic.readers,
            ])
        guard topic.tags != old?.tags ?? [] else { return }
        try db.run("DELETE FROM tags WHERE topic = ?", [name])
        for tag in topic.tags {
            try db.run("INSERT INTO tags (topic, tag) VALUES (?, ?)", [name, tag])
        }
    }

    static func write(_ subscription: SubscriptionRecord, to topic: TopicID, in db: Database) throws {
        try db.run(
            """
            INSERT INTO subscriptions (topic, user, want, given, reader, private, created, updated, deleted)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
            ON CONFLICT DO UPDATE SET want = ?3, given = ?4, reader = ?5, private = ?6, created = ?7, updated = ?8,
                deleted = ?9
            """,
            [
                topic.description, subscription.user.ordered, subscription.access.want.stored,
                subscription.access.given.stored, subscription.isReader, subscription.privateJSON.blob,
                subscription.createdAt, subscription.updatedAt, subscription.deletedAt,
            ])
    }

    /// A topic with its tags.
    static func topic(_ topic: TopicID, in db: Database) throws -> TopicRecord? {
        guard
            var record = try db.first(
                "SELECT * FROM topics WHERE name = ?", [topic.description], decode: { try Self.topic($0) })
        else { return nil }
        record.tags = try db.items("SELECT tag FROM tags WHERE topic = ? ORDER BY tag", [topic.description]) {
            try $0.text("tag")
        }
        return record
    }

    static func subscriptions(
        of users: [UserID], to topic: TopicID, in db: Database
    ) throws -> [UserID: SubscriptionRecord] {
        var found: [UserID: SubscriptionRecord] = [:]
        for user in users where found[user] == nil {
            found[user] = try db.first(
                "SELECT * FROM subscriptions WHERE topic = ? AND user = ?", [topic.description, user.ordered]
            ) { try Self.subscription($0) }
        }
        return found
    }

    /// The subscriptions of the owner and of those who were offered ownership.
    static func owning(_ topic: TopicID, in db: Database) throws -> [UserID: SubscriptionRecord] {
        // Named, for without statistics the primary key is preferred, and every member of the topic looked at.
        let rows = try db.items(
            "SELECT * FROM subscriptions INDEXED BY subscriptions_owning WHERE topic = ? AND given >= 128",
            [topic.description]
        ) { try Self.subscription($0) }
        return Dictionary(rows.map { ($0.user, $0) }) { first, _ in first }
    }

    static func topic(_ row: Row) throws -> TopicRecord {
        guard let id = TopicID(try row.text("name")) else { throw StoreError.corrupted }
        var topic = TopicRecord(
            id: id, isChannel: try row.bool("channel"),
            owner: try row.optionalInt64("owner").map { try UserID(ordered: $0) }, at: try row.int64("created"),
            defaultAccess: DefaultAccess(authenticated: try row.mode("auth"), anonymous: try row.mode("anon")))
        topic.updatedAt = try row.int64("updated")
        topic.deletedAt = try row.int64("deleted")
        topic.publicJSON = try row.bytes("public")
        topic.trustedJSON = try row.bytes("trusted")
        topic.auxiliaryJSON = try row.bytes("auxiliary")
        topic.members = try row.int64("members")
        topic.readers = try row.int64("readers")
        return topic
    }

    /// - `prefix`: what stands before the names of the columns, where a topic's stand beside them.
    static func subscription(_ row: Row, prefix: String = "") throws -> SubscriptionRecord {
        var subscription = SubscriptionRecord(
            user: try UserID(ordered: row.int64(prefix + "user")),
            access: Access(want: try row.mode(prefix + "want"), given: try row.mode(prefix + "given")),
            isReader: try row.bool(prefix + "reader"), at: try row.int64(prefix + "created"))
        subscription.privateJSON = try row.bytes(prefix + "private")
        subscription.updatedAt = try row.int64(prefix + "updated")
        subscription.deletedAt = try row.int64(prefix + "deleted")
        return subscription
    }
}

extension AccessMode {
    /// The integer that a column holds for the mode.
    var stored: Int64 { Int64(rawValue) }
}

extension Row {
    /// A mode written with `AccessMode.stored`.
    func mode(_ column: String) throws -> AccessMode {
        guard let mask = UInt8(exactly: try int64(column)) else { throw StoreError.corrupted }
        return AccessMode(rawValue: mask)
    }
}
