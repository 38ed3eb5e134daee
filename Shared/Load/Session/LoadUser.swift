/// A user of a run.
package struct LoadUser: Sendable, Equatable, Codable {
    /// The server's id.
    package let id: String
    /// What the user logs in with.
    package let token: String
}
