package import Chat

/// A login name with what proves its password.
package struct LoginRecord: Hashable, Sendable {
    package var user: UserID
    /// Lower case; unique.
    package var name: String
    package var hash: PasswordHash

    /// Creates a login.
    package init(user: UserID, name: String, hash: PasswordHash) {
        self.user = user
        self.name = name
        self.hash = hash
    }

    /// The search tag that every login has.
    package var tag: String { "basic:\(name)" }
}
