package import Chat

/// A user and a topic: how the one stands in the other is asked.
package struct StandingQuestion: Hashable, Sendable {
    package var topic: TopicID
    package var user: UserID

    /// Asks.
    package init(topic: TopicID, user: UserID) {
        self.topic = topic
        self.user = user
    }
}

/// How a user stands in a topic.
package struct StandingAnswer: Hashable, Sendable {
    /// Whether the topic is there and lives.
    package var exists: Bool
    package var isChannel: Bool
    /// nil without a living subscription.
    package var access: Access?
    /// Whether the subscription is that of a channel's reader.
    package var isReader: Bool

    /// Answers; the topic does not exist unless it is said.
    package init(exists: Bool = false, isChannel: Bool = false, access: Access? = nil, isReader: Bool = false) {
        self.exists = exists
        self.isChannel = isChannel
        self.access = access
        self.isReader = isReader
    }
}
