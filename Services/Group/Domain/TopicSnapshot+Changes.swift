import Chat

extension TopicSnapshot {
    /// Makes the topic, or makes it anew after a deletion: subscriptions of before have ended with it.
    mutating func create(_ record: TopicRecord) {
        if let ended = topic?.deletedAt {
            for user in subscriptions.keys where subscriptions[user]?.deletedAt == 0 {
                subscriptions[user]?.deletedAt = ended
            }
        }
        topic = record
        events.append(.created)
    }

    /// Sets a user's access, making or reviving the subscription.
    ///
    /// Returns whether anything changed.
    ///
    /// - `isReader`: whether it is the subscription of a channel's reader from now on.
    /// - `isHeardByActor`: whether the actor's session has to be told by the event.
    @discardableResult
    mutating func setAccess(
        _ access: Access, of user: UserID, isReader: Bool = false, isHeardByActor: Bool = false
    ) -> Bool {
        let old = active(user)
        guard old?.access != access || old?.isReader != isReader else { return false }
        var subscription = subscriptions[user] ?? SubscriptionRecord(user: user, access: access, at: now)
        if old == nil {
            subscription.createdAt = now
            subscription.deletedAt = 0
        }
        subscription.access = access
        subscription.isReader = isReader
        subscription.updatedAt = now
        subscriptions[user] = subscription
        count(from: old, to: subscription)
        events.append(
            .access(
                AccessChange(
                    user, from: old?.access, to: access, isReader: isReader, isHeardByActor: isHeardByActor)))
        return true
    }

    /// Changes what is remembered for a user who has left.
    ///
    /// Nobody hears of it.
    mutating func remember(given: AccessMode, of user: UserID) {
        subscriptions[user]?.access.given = given
    }

    /// Ends a subscription; what was given is remembered.
    mutating func end(_ user: UserID) {
        guard let old = active(user) else { return }
        subscriptions[user]?.deletedAt = now
        subscriptions[user]?.updatedAt = now
        count(from: old, to: nil)
        events.append(.access(AccessChange(user, from: old.access, to: nil, isReader: old.isReader)))
    }

    /// Deletes the topic for everybody.
    ///
    /// Its tags are free for others.
    mutating func delete() {
        topic?.deletedAt = now
        topic?.tags = []
        events.append(.deleted)
    }

    private mutating func count(from old: SubscriptionRecord?, to new: SubscriptionRecord?) {
        if let old {
            topic?.members -= old.isReader ? 0 : 1
            topic?.readers -= old.isReader ? 1 : 0
        }
        if let new {
            topic?.members += new.isReader ? 0 : 1
            topic?.readers += new.isReader ? 1 : 0
        }
    }
}
