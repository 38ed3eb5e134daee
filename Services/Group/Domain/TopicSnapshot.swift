package import Chat
package import Contracts
import RPC

/// A topic and the subscriptions that a change is about, read and written in one transaction.
///
/// The rules change it and note the events; the store writes what differs, together with the events.
package struct TopicSnapshot: Sendable {
    /// nil when there is no such topic.
    package var topic: TopicRecord?
    /// Subscriptions by user, ended ones too; those that were not asked for are missing.
    package var subscriptions: [UserID: SubscriptionRecord] = [:]
    /// What happened, in order.
    package var events: [Event] = []
    /// Who changes it, and when.
    package let actor: Actor
    /// Milliseconds.
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
        guard let topic, topic.deletedAt == 0 else { throw RPCStatus.topicNotFound }
        return topic
    }

    /// A user's subscription, if it lives.
    func active(_ user: UserID) -> SubscriptionRecord? {
        subscriptions[user].flatMap { $0.isActive ? $0 : nil }
    }

    /// The actor's standing, for decisions.
    func standing(in topic: TopicRecord) -> Resource {
        Resource(topic.resourceKind, mode: active(actor.user)?.access.mode ?? .none)
    }

    /// Fails unless the actor may do it.
    func require(_ action: Action, in topic: TopicRecord) throws(RPCStatus) {
        guard Policy.allows(actor.level, action, on: standing(in: topic)) else { throw RPCStatus.permissionDenied }
    }

    // MARK: Changes

    /// Notes an event.
    ///
    /// - Parameter isHeard: whether the actor's own session is to hear of it too.
    mutating func note(isHeard: Bool = false, _ fill: (inout Event) -> Void) {
        guard let topic else { return }
        var event = Event(
            id: "\(topic.id)-\(now)-\(String(UInt64.random(in: 0...UInt64.max), radix: 36))", at: now,
            actor: actor.user.rawValue, originSession: isHeard ? "" : actor.session, topic: "\(topic.id)")
        fill(&event)
        events.append(event)
    }

    /// Sets a user's access, reviving or making the subscription. Returns whether anything changed.
    @discardableResult
    mutating func setAccess(_ access: Access, of user: UserID, isReader: Bool = false, isHeard: Bool = false) -> Bool {
        let old = active(user)
        guard old?.access != access || old?.isReader != isReader else { return false }
        var subscription = subscriptions[user] ?? SubscriptionRecord(user: user, access: access, at: now)
        if !subscription.isActive {
            subscription.createdAt = now
            subscription.deletedAt = 0
        }
        subscription.access = access
        subscription.isReader = isReader
        subscription.updatedAt = now
        subscriptions[user] = subscription
        if old == nil {
            topic?.subscriberCount += 1
        }
        note(isHeard: isHeard) { event in
            event.accessChanged = AccessChanged(
                user: user.rawValue, old: old.map { AccessPair($0.access) }, new: AccessPair(access),
                isReader: isReader)
        }
        return true
    }

    /// Ends a subscription; what was given is remembered.
    mutating func end(_ user: UserID) {
        guard let old = active(user) else { return }
        subscriptions[user]?.deletedAt = now
        subscriptions[user]?.updatedAt = now
        topic?.subscriberCount -= 1
        note { event in
            event.accessChanged = AccessChanged(
                user: user.rawValue, old: AccessPair(old.access), isReader: old.isReader)
        }
    }
}
