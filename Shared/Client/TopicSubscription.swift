package import JSON

/// Somebody's part in a topic: a conversation in the list of `me`, or a member in the list of another topic.
package struct TopicSubscription: Sendable, Equatable {
    /// The conversation, in the list of `me`.
    package let topic: String?
    /// The member, in the list of another topic.
    package let user: String?
    /// What people call it: `fn` of the public card.
    package let name: String?
    /// Whether the person, or anybody in the group, is there now.
    package let isOnline: Bool
    /// Whether it is a trace of what was deleted.
    package let isDeleted: Bool
    /// The number of the last message.
    package let sequence: Int64
    /// How far it is read.
    package let read: Int64
    /// How far it has been received.
    package let received: Int64
    /// What the subscriber may do, as in `JRWPS`.
    package let mode: String?
    /// When something last happened, in milliseconds since 1970, UTC.
    package let touchedAt: Int64?
    /// The public card, whatever it is.
    package let publicCard: RawJSON?

    /// How many messages wait to be read.
    package var unread: Int64 { max(0, sequence - read) }

    /// Reads an element of `sub`; nil for what is neither a conversation nor a member.
    package init?(_ row: RawJSON) {
        guard let row = row.object else { return nil }
        topic = row["topic"]?.string
        user = row["user"]?.string
        guard topic != nil || user != nil else { return nil }
        publicCard = row["public"]
        name = publicCard?.object?["fn"]?.string
        isOnline = row["online"]?.bool ?? false
        isDeleted = row["deleted"]?.string != nil
        sequence = row["seq"]?.int ?? 0
        read = row["read"]?.int ?? 0
        received = row["recv"]?.int ?? 0
        mode = row["acs"]?.object?["mode"]?.string
        touchedAt = row["touched"]?.string.flatMap(Timestamp.parse)
    }
}
