import Chat

/// The keys under which nodes register what they want to hear of.
enum PresenceKey {
    /// A user who is attached to a topic: tells who is looking at it.
    static func of(_ user: UserID, in topic: TopicID) -> String {
        "\(topic)/\(user)"
    }
}
