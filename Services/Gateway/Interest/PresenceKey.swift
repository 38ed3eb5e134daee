import Chat

/// What nodes register that they want to hear of.
enum PresenceKey {
    /// A user who is online.
    case user(UserID)
    /// A topic that somebody is attached to.
    case topic(TopicID)
    /// A user who is attached to a topic: tells who is looking at it.
    case attachment(UserID, TopicID)

    /// The key of a user who is attached to a topic.
    static func of(_ user: UserID, in topic: TopicID) -> String {
        "\(topic)/\(user)"
    }

    /// Reads a key; nil for what no node registers.
    init?(_ key: String) {
        let parts = key.split(separator: "/")
        if parts.count == 2, let topic = TopicID(String(parts[0])), let user = UserID(String(parts[1])) {
            self = .attachment(user, topic)
        } else if let topic = TopicID(key) {
            self = .topic(topic)
        } else if let user = UserID(key) {
            self = .user(user)
        } else {
            return nil
        }
    }
}
