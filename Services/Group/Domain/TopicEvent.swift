package import Chat

/// What happened to a topic, as the rules note it.
package enum TopicEvent: Hashable, Sendable {
    /// The topic was made, or made anew after a deletion.
    case created
    /// A subscription appeared (`old` is nil), changed, or went (`new` is nil).
    case access(AccessChange)
    /// What everybody sees changed.
    case description
    /// The tags changed.
    case tags
    /// The shared extras changed.
    case auxiliary
    /// This user's own notes on the topic changed.
    case ownNotes(UserID)
    /// The topic was deleted, and all subscriptions with it.
    case deleted
}

/// How one user's access changed.
package struct AccessChange: Hashable, Sendable {
    package var user: UserID
    package var old: Access?
    package var new: Access?
    /// Whether it is, or was, the subscription of a channel's reader.
    package var isReader: Bool
    /// Whether the session that caused it is to hear of it too: its reply does not say it.
    package var isHeardByActor: Bool

    /// Describes a change.
    package init(
        _ user: UserID, from old: Access?, to new: Access?, isReader: Bool = false, isHeardByActor: Bool = false
    ) {
        self.user = user
        self.old = old
        self.new = new
        self.isReader = isReader
        self.isHeardByActor = isHeardByActor
    }
}
