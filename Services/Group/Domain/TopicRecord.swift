package import Chat
package import Contracts

/// A topic as the service keeps it.
package struct TopicRecord: Hashable, Sendable {
    package var id: TopicID
    package var isChannel: Bool
    package var owner: UserID?
    /// Milliseconds.
    package var createdAt: Int64
    /// When what everybody sees last changed, milliseconds.
    package var updatedAt: Int64
    /// 0 while the topic lives.
    package var deletedAt: Int64 = 0
    package var defaultAccess: DefaultAccess
    /// JSON; empty when absent.
    package var publicJSON: [UInt8] = []
    package var trustedJSON: [UInt8] = []
    package var auxiliaryJSON: [UInt8] = []
    package var tags: [String] = []
    /// Members, and readers of a channel.
    package var subscriberCount: Int64 = 0

    /// Creates a topic.
    package init(id: TopicID, isChannel: Bool = false, owner: UserID? = nil, at: Int64, defaultAccess: DefaultAccess) {
        self.id = id
        self.isChannel = isChannel
        self.owner = owner
        createdAt = at
        updatedAt = at
        self.defaultAccess = defaultAccess
    }

    /// What kind of topic it is, for other services.
    package var kind: TopicKind {
        switch id {
        case .p2p: .p2p
        case .group: isChannel ? .channel : .group
        case .notes: .notes
        case .system: .system
        }
    }

    /// What kind of topic it is, for decisions.
    package var resourceKind: Resource.Kind {
        switch id {
        case .p2p: .p2p
        case .group: isChannel ? .channel : .group
        case .notes: .notes
        case .system: .system
        }
    }
}

/// One user's relation to a topic as the service keeps it. It outlives its end: what the user was given is remembered.
package struct SubscriptionRecord: Hashable, Sendable {
    package var user: UserID
    package var access: Access
    /// A reader of a channel, not a member.
    package var isReader: Bool
    /// JSON; empty when absent.
    package var privateJSON: [UInt8] = []
    /// Milliseconds.
    package var createdAt: Int64
    package var updatedAt: Int64
    /// 0 while the subscription lives.
    package var deletedAt: Int64 = 0

    /// Creates a subscription.
    package init(user: UserID, access: Access, isReader: Bool = false, at: Int64) {
        self.user = user
        self.access = access
        self.isReader = isReader
        createdAt = at
        updatedAt = at
    }

    /// Whether it lives.
    package var isActive: Bool { deletedAt == 0 }
}
