package import Chat
package import Contracts
import EventLog
import Storage

/// Calls about one topic are answered together: a transaction costs the server much more than what one member changes.
extension MongoGroupStore {
    typealias Found = (topic: TopicRecord?, subscriptions: [UserID: SubscriptionRecord])
    /// What a change returned, and what it made of the topic.
    typealias Changed = (value: any Sendable, snapshot: TopicSnapshot)

    /// A question about a topic and some who may be in it.
    struct Question: Sendable {
        let topic: TopicID
        let users: [UserID]
    }

    /// A change of a topic by one actor.
    struct Change: Sendable {
        let topic: TopicID
        let users: [UserID]
        let actor: Actor
        let now: Int64
        let body: @Sendable (inout TopicSnapshot) throws -> any Sendable

        /// Applies the change to what the changes before it have left, of which it sees what it would see alone.
        ///
        /// - Throws: What its body throws; nothing is changed then.
        func apply(
            to topic: inout TopicRecord?, _ subscriptions: inout [UserID: SubscriptionRecord]
        ) throws -> Changed {
            let seen = subscriptions.filter { users.contains($0) || $1.access.given.contains(.owner) }
            var snapshot = TopicSnapshot(topic: topic, subscriptions: seen, actor: actor, now: now)
            let value = try body(&snapshot)
            topic = snapshot.topic
            subscriptions.merge(snapshot.subscriptions) { $1 }
            return (value, snapshot)
        }
    }

    package func read(
        _ topic: TopicID, users: [UserID]
    ) async throws -> (topic: TopicRecord?, subscriptions: [UserID: SubscriptionRecord]) {
        try await reads.answer(to: Question(topic: topic, users: users))
    }

    static func read(_ questions: [Question], in db: MongoConnection) throws -> [Found] {
        guard let topic = questions.first?.topic else { return [] }
        let record = try Self.topic(topic, in: db)
        let subscriptions = try subscriptions(of: questions.flatMap(\.users), to: topic, in: db)
        return questions.map { question in
            (record, subscriptions.filter { question.users.contains($0.key) })
        }
    }

    package func change<Value: Sendable>(
        _ topic: TopicID, users: [UserID], actor: Actor, now: Int64,
        _ body: @escaping @Sendable (inout TopicSnapshot) throws -> Value
    ) async throws -> (Value, TopicSnapshot) {
        let change = Change(topic: topic, users: users, actor: actor, now: now) { try body(&$0) }
        let changed = try await changes.answer(to: change).get()
        guard let value = changed.value as? Value else { throw StoreError.corrupted }
        return (value, changed.snapshot)
    }

    /// Makes changes of one topic, in order, in one transaction.
    ///
    /// - Returns: What came of each; one that throws changes nothing, and keeps none of the others from theirs.
    static func make(
        _ changes: [Change], in database: MongoDatabase, _ outbox: MongoOutbox
    ) async throws -> [Result<Changed, any Error>] {
        guard let topic = changes.first?.topic else { return [] }
        return try await database.transaction { db in
            let old = try Self.topic(topic, in: db)
            let known = try owning(topic, in: db)
                .merging(Self.subscriptions(of: changes.flatMap(\.users), to: topic, in: db)) { known, _ in known }
            var (record, subscriptions) = (old, known)
            let outcomes = changes.map { change in
                Result { try change.apply(to: &record, &subscriptions) }
            }
            let changed = subscriptions.filter { $1 != known[$0] }.map(\.value)
            let records = outcomes.flatMap { (try? $0.get())?.snapshot.records ?? [] }
            if changed.isEmpty, records.isEmpty, record == old { return outcomes }
            if let record { try write(record, over: old, in: db) }
            try write(changed, to: topic, in: db)
            try outbox.append(records, in: db)
            return outcomes
        }
    }
}
