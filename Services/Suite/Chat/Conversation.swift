import ParleyClient

/// A conversation in the user's list.
struct Conversation: Equatable {
    let topic: String
    var name: String?
    var isOnline = false
    /// The number of the last message.
    var sequence: Int64 = 0
    /// How far the user has read.
    var read: Int64 = 0
    var touchedAt: Int64 = 0

    /// How many messages wait to be read.
    var unread: Int64 { max(0, sequence - read) }

    /// Whether it is between two people.
    var isPrivate: Bool { topic.hasPrefix("usr") }

    init(topic: String, name: String? = nil) {
        self.topic = topic
        self.name = name
    }

    /// Takes a row of the list that the server sends; nil for what is no conversation, or one no more.
    init?(_ row: TopicSubscription) {
        guard let topic = row.topic, !row.isDeleted else { return nil }
        self.topic = topic
        name = row.name
        isOnline = row.isOnline
        sequence = row.sequence
        read = row.read
        touchedAt = row.touchedAt ?? 0
    }
}
