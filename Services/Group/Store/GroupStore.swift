package import Chat
package import Contracts

/// A page of rows.
package struct Rows<Row: Sendable>: Sendable {
    package var rows: [Row]
    package var hasMore: Bool

    /// Creates a page.
    package init(_ rows: [Row], hasMore: Bool) {
        self.rows = rows
        self.hasMore = hasMore
    }
}

/// A topic and one user's subscription to it.
package struct TopicWithSubscription: Hashable, Sendable {
    package var topic: TopicRecord
    package var subscription: SubscriptionRecord
    /// Private chats: the peer's, if it lives.
    package var peer: SubscriptionRecord?
}

/// The topics of the suite and who is in them.
///
/// Every method may throw `StoreError.unavailable` (nothing was done: try again) and `StoreError.corrupted`.
package protocol GroupStore: Sendable {
    /// A topic, deleted or not, with the subscriptions of some users, ended or not.
    func read(_ topic: TopicID, users: [UserID]) async throws -> (TopicRecord?, [UserID: SubscriptionRecord])

    /// Reads a topic and the subscriptions of some users and of the owner, lets `body` change them, and writes what
    /// differs together with the events it noted: all of it, durably, or nothing.
    ///
    /// - Throws: what `body` throws; `StoreError.conflict` when an alias is taken.
    func change<Value: Sendable>(
        _ topic: TopicID, users: [UserID], actor: Actor, now: Int64,
        _ body: @escaping @Sendable (inout TopicSnapshot) throws -> Value
    ) async throws -> (Value, TopicSnapshot)

    /// A user's topics by name, those that live; with `modifiedSince` those that changed, ended ones too.
    func topics(of user: UserID, only: TopicID?, modifiedSince: Int64, after: String, limit: Int) async throws
        -> Rows<TopicWithSubscription>

    /// A topic's members, those who changed last first; readers of channels are not among them.
    func members(of topic: TopicID, only: UserID?, modifiedSince: Int64, after: UserID?, limit: Int) async throws
        -> Rows<SubscriptionRecord>

    /// A topic's living subscriptions by user; of a deleted topic those that ended with it.
    func audience(of topic: TopicID, after: UserID?, limit: Int) async throws -> Rows<SubscriptionRecord>
}
