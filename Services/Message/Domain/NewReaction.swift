/// A reaction to be set or withdrawn.
package struct NewReaction: Hashable, Sendable {
    /// The topic's canonical name.
    package var topic: String
    /// The message, by its place in the topic.
    package var sequence: Int64
    /// Whose it is.
    package var user: UInt64
    /// What the user answers with; empty withdraws.
    package var value: String
    /// The most different values that the message may have, at least 1.
    package var limit: Int

    /// Describes a reaction.
    package init(topic: String, sequence: Int64, user: UInt64, value: String, limit: Int) {
        self.topic = topic
        self.sequence = sequence
        self.user = user
        self.value = value
        self.limit = limit
    }
}

/// What became of a reaction.
package enum ReactionOutcome: Hashable, Sendable {
    /// It is stored; the number of the change in its topic.
    case changed(Int64)
    /// It was so already; the number of the topic's last change.
    case unchanged(Int64)
    /// There is no such message, or it was deleted for everybody.
    case noMessage
    /// The message has as many different values as it may have.
    case tooMany
}
