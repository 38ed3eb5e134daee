import Chat
import Storage

extension MongoGroupStore {
    /// - Throws: `MongoBeginAgain` if somebody made the topic a moment ago; `MongoDuplicate` for an alias.
    static func write(_ topic: TopicRecord, over old: TopicRecord?, in db: MongoConnection) throws {
        let name = BSONValue.text(topic.id.description)
        let aliases = topic.tags.filter { $0.hasPrefix("alias:") }
        var fields: BSONDocument = [
            "channel": .bool(topic.isChannel), "owner": .optionalInt(topic.owner?.ordered),
            "created": .int(topic.createdAt), "updated": .int(topic.updatedAt), "deleted": .int(topic.deletedAt),
            "auth": .int(topic.defaultAccess.authenticated.stored),
            "anon": .int(topic.defaultAccess.anonymous.stored), "public": .bytes(topic.publicJSON),
            "trusted": .bytes(topic.trustedJSON), "auxiliary": .bytes(topic.auxiliaryJSON),
            "tags": .texts(topic.tags), "members": .int(topic.members), "readers": .int(topic.readers),
        ]
        if !aliases.isEmpty { fields.append("aliases", .texts(aliases)) }
        guard old != nil else {
            fields.append("_id", name)
            fields.append("changes", 1)
            do {
                try db.insert([fields], into: topics)
            } catch let taken as MongoDuplicate where taken.fields == ["_id"] {
                throw MongoBeginAgain()
            }
            return
        }
        var change: BSONDocument = ["$inc": ["changes": 1]]
        // One who only joins a large group does not write all that the group says of itself.
        if topic != old { change.append("$set", .document(fields)) }
        if aliases.isEmpty { change.append("$unset", ["aliases": ""]) }
        try db.update(topics, [MongoUpdate(["_id": name], change)])
    }

    static func write(_ changed: [SubscriptionRecord], to topic: TopicID, in db: MongoConnection) throws {
        guard !changed.isEmpty else { return }
        let updates = changed.map { subscription in
            MongoUpdate(
                ["topic": .text(topic.description), "user": .int(subscription.user.ordered)],
                [
                    "$set": [
                        "want": .int(subscription.access.want.stored), "given": .int(subscription.access.given.stored),
                        "reader": .bool(subscription.isReader), "private": .bytes(subscription.privateJSON),
                        "created": .int(subscription.createdAt), "updated": .int(subscription.updatedAt),
                        "deleted": .int(subscription.deletedAt),
                    ]
                ], inserts: true)
        }
        do {
            try db.update(subscriptions, updates)
        } catch is MongoDuplicate {
            // Somebody subscribed the same user a moment ago.
            throw MongoBeginAgain()
        }
    }

    /// A topic with its tags.
    static func topic(_ topic: TopicID, in db: MongoConnection) throws -> TopicRecord? {
        guard let document = try db.first(topics, ["_id": .text(topic.description)]) else { return nil }
        var record = try TopicRecord(document)
        // By name, as every store has them.
        record.tags = try document.texts("tags").sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        return record
    }

    static func subscriptions(
        of users: [UserID], to topic: TopicID, in db: MongoConnection
    ) throws -> [UserID: SubscriptionRecord] {
        guard !users.isEmpty else { return [:] }
        let numbers = BSONValue.ints(Set(users).map(\.ordered))
        return try byUser(
            db.find(subscriptions, ["topic": .text(topic.description), "user": ["$in": numbers]]))
    }

    /// The subscriptions of the owner and of those who were offered ownership.
    static func owning(_ topic: TopicID, in db: MongoConnection) throws -> [UserID: SubscriptionRecord] {
        try byUser(db.find(subscriptions, ["topic": .text(topic.description), "given": ["$gte": 128]]))
    }

    private static func byUser(_ documents: [BSONDocument]) throws -> [UserID: SubscriptionRecord] {
        let records = try documents.map { try SubscriptionRecord($0) }
        return Dictionary(records.map { ($0.user, $0) }) { first, _ in first }
    }
}

extension TopicRecord {
    /// Reads a topic, without its tags.
    init(_ document: BSONDocument) throws {
        guard let id = TopicID(try document.text("_id")) else { throw StoreError.corrupted }
        self.init(
            id: id, isChannel: try document.bool("channel"),
            owner: try document.optionalInt64("owner").map { try UserID(ordered: $0) },
            at: try document.int64("created"),
            defaultAccess: DefaultAccess(
                authenticated: try document.mode("auth"), anonymous: try document.mode("anon")))
        updatedAt = try document.int64("updated")
        deletedAt = try document.int64("deleted")
        publicJSON = try document.bytes("public")
        trustedJSON = try document.bytes("trusted")
        auxiliaryJSON = try document.bytes("auxiliary")
        members = try document.int64("members")
        readers = try document.int64("readers")
    }
}

extension SubscriptionRecord {
    /// Reads a subscription.
    init(_ document: BSONDocument) throws {
        self.init(
            user: try UserID(ordered: document.int64("user")),
            access: Access(want: try document.mode("want"), given: try document.mode("given")),
            isReader: try document.bool("reader"), at: try document.int64("created"))
        privateJSON = try document.bytes("private")
        updatedAt = try document.int64("updated")
        deletedAt = try document.int64("deleted")
    }
}

extension BSONDocument {
    /// A mode written with `AccessMode.stored`.
    func mode(_ name: String) throws -> AccessMode {
        guard let mask = UInt8(exactly: try int64(name)) else { throw StoreError.corrupted }
        return AccessMode(rawValue: mask)
    }
}
