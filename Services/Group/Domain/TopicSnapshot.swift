package import Chat
package import Contracts
import RPC

/// A topic and the subscriptions that a change is about, read and written in one transaction.
///
/// The rules change it and note the events; the store writes what differs, together with the events.
package struct TopicSnapshot: Hashable, Sendable {
    /// nil when there is no such topic.
    package internal(set) var topic: TopicRecord?
    /// Subscriptions by user, ended ones too; those that were not asked for are missing.
    package internal(set) var subscriptions: [UserID: SubscriptionRecord]
    /// What happened, in order.
    package internal(set) var events: [TopicEvent] = []
    /// Who changes it.
    package let actor: Actor
    /// When, in milliseconds.
    package let now: Int64

    /// Creates a snapshot of what the store holds.
    package init(
        topic: TopicRecord?, subscriptions: [UserID: SubscriptionRecord] = [:], actor: Actor, now: Int64
    ) {
        self.topic = topic
        self.subscriptions = subscriptions
        self.actor = actor
        self.now = now
    }

    /// The topic, if it lives.
    func living() throws(RPCStatus) -> TopicRecord {
        guard let topic, topic.isLiving else { throw RPCStatus.topicNotFound }
        return topic
    }

    /// A user's subscription, if it lives and the topic does.
    func active(_ user: UserID) -> SubscriptionRecord? {
        guard topic?.isLiving == true, let subscription = subscriptions[user], subscription.deletedAt == 0 else {
            return nil
        }
        return subscription
    }

    /// The actor's standing, for decisions.
    func standing(in topic: TopicRecord) -> Resource {
        Resource(topic.resourceKind, mode: active(actor.user)?.access.mode ?? .none)
    }

    /// Fails unless the actor may do it.
    func require(_ action: Action, in topic: TopicRecord) throws(RPCStatus) {
        guard Policy.allows(actor.level, action, on: standing(in: topic)) else { throw RPCStatus.permissionDenied }
    }
}
