/// What a check throws to say why it failed; of any other error only the type is shown.
package struct HealthFailure: Error, Sendable, Hashable {
    /// Why, without users and secrets: it stands in an answer that needs no password.
    package let reason: String

    /// Makes a failure.
    package init(_ reason: String) {
        self.reason = reason
    }
}
