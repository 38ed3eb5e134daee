package import Chat
package import Contracts
package import Storage

/// The topics of the suite and who is in them.
///
/// Every method may throw `StoreError.unavailable` (nothing was done: try again) and `StoreError.corrupted`. A call sees
/// all changes that have returned before it. Whoever writes another adapter has it pass `GroupStoreContract`.
package protocol GroupStore: Sendable {
    /// Reads a topic, deleted or not, with the subscriptions of some users, ended or not.
    func read(
        _ topic: TopicID, users: [UserID]
    ) async throws -> (topic: TopicRecord?, subscriptions: [UserID: SubscriptionRecord])

    /// Reads a topic, lets `body` change it, and writes what differs together with the events that were noted: all of it,
    /// durably, or nothing when `body` throws.
    ///
    /// No other change of the topic comes between reading and writing; a database that finds out too late begins again.
    ///
    /// - `users`: whose subscriptions are read; the owner's and those that were offered ownership are read besides.
    /// - `actor`: in whose name the events are.
    /// - `now`: when, in milliseconds.
    /// - `body`: decides. It may run more than once and so must have no other effects.
    /// - Returns: What `body` returned, and the snapshot as it left it.
    /// - Throws: What `body` throws; `StoreError.conflict` when an alias is another topic's.
    func change<Value: Sendable>(
        _ topic: TopicID, users: [UserID], actor: Actor, now: Int64,
        _ body: @escaping @Sendable (inout TopicSnapshot) throws -> Value
    ) async throws -> (Value, TopicSnapshot)

    /// How users stand in topics: one answer a question, in order. To be fast: it is asked before messages are accepted.
    func standings(_ questions: [StandingQuestion]) async throws -> [StandingAnswer]

    /// A user's topics by name, without their tags.
    ///
    /// - `only`: this topic alone.
    /// - `modifiedSince`: 0 for those where subscription and topic live; else those where either has changed since then,
    ///   milliseconds, ended ones too.
    /// - `after`: the name of the last topic of the page before; empty for the first page.
    func topics(
        of user: UserID, only: TopicID?, modifiedSince: Int64, after: String, limit: Int
    ) async throws -> Page<TopicWithSubscription>

    /// A topic's members, those who changed last first, then by user; readers of channels are not among them.
    ///
    /// - `only`: this user alone.
    /// - `modifiedSince`: 0 for living subscriptions; else those that changed since then, milliseconds, ended ones too.
    /// - `after`: the last user of the page before.
    func members(
        of topic: TopicID, only: UserID?, modifiedSince: Int64, after: UserID?, limit: Int
    ) async throws -> Page<SubscriptionRecord>

    /// A topic's subscriptions that have not ended, by user: those of members and of readers. Of a deleted topic those that
    /// ended with it; of an unknown one none.
    ///
    /// - `after`: the last user of the page before.
    /// - `onlyAdministrators`: those alone who may administer the topic.
    func audience(
        of topic: TopicID, after: UserID?, limit: Int, onlyAdministrators: Bool
    ) async throws -> AudiencePage

    /// Living topics by their tags: those with the heaviest match first, an alias weighing as much as twenty other tags; then
    /// those that changed last.
    ///
    /// - `query`: Normalised tags. A required group without tags finds nothing.
    func find(_ query: TagQuery, limit: Int) async throws -> [TopicRecord]
}

extension GroupStore {
    /// The same, of everybody.
    package func audience(of topic: TopicID, after: UserID?, limit: Int) async throws -> AudiencePage {
        try await audience(of: topic, after: after, limit: limit, onlyAdministrators: false)
    }
}
