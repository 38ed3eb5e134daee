/// A topic and one user's subscription to it.
package struct TopicWithSubscription: Hashable, Sendable {
    /// Its tags are left out.
    package var topic: TopicRecord
    package var subscription: SubscriptionRecord
    /// Private chats: the peer's, if it has not ended.
    package var peer: SubscriptionRecord?

    /// Puts them together.
    package init(topic: TopicRecord, subscription: SubscriptionRecord, peer: SubscriptionRecord? = nil) {
        self.topic = topic
        self.subscription = subscription
        self.peer = peer
    }
}
