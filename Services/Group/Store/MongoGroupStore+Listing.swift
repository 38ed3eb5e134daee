package import Chat
package import Storage

extension MongoGroupStore {
    package func topics(
        of user: UserID, only: TopicID?, modifiedSince: Int64, after: String, limit: Int
    ) async throws -> Page<TopicWithSubscription> {
        try await database.perform { db in
            var names: BSONDocument = ["$gt": .text(after)]
            if let only { names.append("$eq", .text(only.description)) }
            let found = try db.aggregate(
                Self.subscriptions,
                Self.joined(user: user, names: names, modifiedSince: modifiedSince, limit: limit + 1))
            let items = try found.prefix(limit).map { document in
                TopicWithSubscription(
                    topic: try TopicRecord(document.document("of")), subscription: try SubscriptionRecord(document))
            }
            return Page(items: try Self.withPeers(items, of: user, in: db), hasMore: found.count > limit)
        }
    }

    /// A user's subscriptions by topic, each with its topic as the field `of`.
    private static func joined(
        user: UserID, names: BSONDocument, modifiedSince: Int64, limit: Int
    ) -> [BSONDocument] {
        var wanted: BSONDocument = ["user": .int(user.ordered), "topic": .document(names)]
        if modifiedSince == 0 { wanted.append("deleted", 0) }
        let later: BSONValue = ["$gt": .int(modifiedSince)]
        let isShown: BSONValue =
            modifiedSince == 0
            ? ["of.deleted": 0] : ["$or": [["updated": later], ["of.updated": later], ["of.deleted": later]]]
        return [
            ["$match": .document(wanted)],
            ["$sort": ["topic": 1]],
            ["$lookup": ["from": .text(topics), "localField": "topic", "foreignField": "_id", "as": "of"]],
            ["$unwind": "$of"],
            ["$match": isShown],
            ["$limit": .int(Int64(limit))],
        ]
    }

    /// Adds to private chats the peer's subscription, if it has not ended.
    private static func withPeers(
        _ items: [TopicWithSubscription], of user: UserID, in db: MongoConnection
    ) throws -> [TopicWithSubscription] {
        let places = items.compactMap { item in
            item.topic.id.peer(of: user).map { peer in
                ["topic": .text(item.topic.id.description), "user": .int(peer.ordered)] as BSONDocument
            }
        }
        guard !places.isEmpty else { return items }
        var peers: [String: SubscriptionRecord] = [:]
        for document in try db.find(subscriptions, ["$or": .documents(places), "deleted": 0]) {
            peers[try document.text("topic")] = try SubscriptionRecord(document)
        }
        return items.map { item in
            var item = item
            item.peer = peers[item.topic.id.description]
            return item
        }
    }

    package func members(
        of topic: TopicID, only: UserID?, modifiedSince: Int64, after: UserID?, limit: Int
    ) async throws -> Page<SubscriptionRecord> {
        try await database.perform { db in
            var wanted: BSONDocument = ["topic": .text(topic.description), "reader": false]
            if modifiedSince == 0 { wanted.append("deleted", 0) }
            if let only { wanted.append("user", .int(only.ordered)) }
            var updated: BSONDocument = ["$gt": .int(modifiedSince == 0 ? .min : modifiedSince)]
            if let last = try after.flatMap({ try Self.subscriptions(of: [$0], to: topic, in: db)[$0] }) {
                updated.append("$lte", .int(last.updatedAt))
                let (time, user) = (BSONValue.int(last.updatedAt), BSONValue.int(last.user.ordered))
                wanted.append("$or", [["updated": ["$lt": time]], ["user": ["$gt": user]]])
            }
            wanted.append("updated", .document(updated))
            let found = try db.find(Self.subscriptions, wanted, sort: ["updated": -1, "user": 1], limit: limit + 1)
            return Page(
                items: try found.prefix(limit).map { try SubscriptionRecord($0) }, hasMore: found.count > limit)
        }
    }

    package func audience(
        of topic: TopicID, after: UserID?, limit: Int, onlyAdministrators: Bool
    ) async throws -> AudiencePage {
        try await database.perform { db in
            let isChannel = try db.first(Self.topics, ["_id": .text(topic.description)], fields: ["channel"])?
                .bool("channel")
            var wanted: BSONDocument = ["topic": .text(topic.description), "deleted": 0]
            if let after { wanted.append("user", ["$gt": .int(after.ordered)]) }
            if onlyAdministrators {
                let either = [AccessMode.approve, .owner].map { mode in
                    let bits: BSONValue = ["$bitsAllSet": .int(mode.stored)]
                    return ["want": bits, "given": bits] as BSONDocument
                }
                wanted.append("$or", .documents(either))
            }
            let found = try db.find(
                Self.subscriptions, wanted, sort: ["user": 1], limit: limit + 1,
                fields: ["user", "want", "given", "reader"])
            let listeners = try found.prefix(limit).map { document in
                Listener(
                    user: try UserID(ordered: document.int64("user")),
                    mode: try document.mode("want").intersection(document.mode("given")),
                    isReader: try document.bool("reader"))
            }
            return AudiencePage(
                isChannel: isChannel ?? false, members: Page(items: listeners, hasMore: found.count > limit))
        }
    }

    package func standings(_ questions: [StandingQuestion]) async throws -> [StandingAnswer] {
        guard !questions.isEmpty else { return [] }
        return try await database.perform { db in
            var living: [String: Bool] = [:]
            let names = BSONValue.texts(Set(questions.map(\.topic.description)))
            for document in try db.find(
                Self.topics, ["_id": ["$in": names], "deleted": 0], fields: ["channel"])
            {
                living[try document.text("_id")] = try document.bool("channel")
            }
            let access = try Self.access(questions, in: db)
            return questions.map { question in
                guard let isChannel = living[question.topic.description] else { return StandingAnswer() }
                let found = access[question]
                return StandingAnswer(
                    exists: true, isChannel: isChannel, access: found?.access, isReader: found?.isReader ?? false)
            }
        }
    }

    /// The living subscriptions that were asked for.
    private static func access(
        _ questions: [StandingQuestion], in db: MongoConnection
    ) throws -> [StandingQuestion: (access: Access, isReader: Bool)] {
        let places = Dictionary(grouping: questions, by: \.topic).map { topic, questions in
            [
                "topic": .text(topic.description), "user": ["$in": .ints(Set(questions.map(\.user.ordered)))],
                "deleted": 0,
            ] as BSONDocument
        }
        var found: [StandingQuestion: (access: Access, isReader: Bool)] = [:]
        let fields = ["topic", "user", "want", "given", "reader"]
        for document in try db.find(subscriptions, ["$or": .documents(places)], fields: fields) {
            guard let topic = TopicID(try document.text("topic")) else { throw StoreError.corrupted }
            let question = StandingQuestion(topic: topic, user: try UserID(ordered: document.int64("user")))
            let access = Access(want: try document.mode("want"), given: try document.mode("given"))
            found[question] = (access, try document.bool("reader"))
        }
        return found
    }
}
