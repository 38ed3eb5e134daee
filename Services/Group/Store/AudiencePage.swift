package import Chat
package import Storage

/// One who is to hear of a topic.
package struct Listener: Hashable, Sendable {
    package var user: UserID
    /// Effective.
    package var mode: AccessMode
    /// A reader of a channel.
    package var isReader: Bool

    /// Names a listener.
    package init(user: UserID, mode: AccessMode, isReader: Bool = false) {
        self.user = user
        self.mode = mode
        self.isReader = isReader
    }
}

/// A part of those who are to hear of a topic.
package struct AudiencePage: Sendable, Equatable {
    /// Whether the topic is a channel.
    package var isChannel: Bool
    package var members: Page<Listener>

    /// Makes a page.
    package init(isChannel: Bool, members: Page<Listener>) {
        self.isChannel = isChannel
        self.members = members
    }
}
