package import Chat

/// A topic as the service keeps it.
///
/// A deleted topic keeps its record and its subscriptions: what ends them is `deletedAt` alone, so that deleting a topic
/// of a hundred thousand members is one small write.
package struct TopicRecord: Hashable, Sendable {
    package var id: TopicID
    package var isChannel: Bool
    package var owner: UserID?
    /// Milliseconds.
    package var createdAt: Int64
    /// When what everybody sees last changed, milliseconds.
    package var updatedAt: Int64
    /// 0 while the topic lives, milliseconds.
    package var deletedAt: Int64 = 0
    /// What those are given who join without an invitation.
    package var defaultAccess: DefaultAccess
    /// JSON; empty when absent.
    package var publicJSON: [UInt8] = []
    /// JSON; empty when absent.
    package var trustedJSON: [UInt8] = []
    /// JSON; empty when absent.
    package var auxiliaryJSON: [UInt8] = []
    /// Normalised, sorted, each once.
    package var tags: [String] = []
    /// How many living subscriptions of members there are, banned ones too.
    package var members: Int64 = 0
    /// How many read along in a channel without being members.
    package var readers: Int64 = 0

    /// Creates a topic without members.
    package init(
        id: TopicID, isChannel: Bool = false, owner: UserID? = nil, at: Int64,
        defaultAccess: DefaultAccess = DefaultAccess(authenticated: .none, anonymous: .none)
    ) {
        self.id = id
        self.isChannel = isChannel
        self.owner = owner
        createdAt = at
        updatedAt = at
        self.defaultAccess = defaultAccess
    }

    /// Whether it has not been deleted.
    package var isLiving: Bool { deletedAt == 0 }
}

extension TopicRecord {
    /// The topic for reports to the administrators.
    ///
    /// It exists whether or not anybody has read one.
    static func system(at moment: Int64) -> TopicRecord {
        var topic = TopicRecord(id: .system, at: moment)
        topic.publicJSON = Array(#"{"fn":"System"}"#.utf8)
        return topic
    }
}
