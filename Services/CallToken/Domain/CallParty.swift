package import Chat

/// One of the two users of a call, and the session that they call with.
package struct CallParty: Sendable, Hashable {
    /// The user.
    package let user: UserID
    /// The session, by its name in the whole suite; empty while it is open which of the user's it will be.
    package var session: String
    /// The gateway node that holds the session; empty with it.
    package var node: String

    /// Names a party.
    package init(_ user: UserID, session: String = "", node: String = "") {
        self.user = user
        self.session = session
        self.node = node
    }
}
