/// A code that was sent to a proved address of an account, for somebody who has forgotten the password.
package struct ResetCode: Hashable, Sendable {
    /// Which kind of address: `email`, `tel`.
    package let method: String
    /// The address, normalised.
    ///
    /// Never logged.
    package let value: String
    /// Six digits; a secret.
    package let code: String
    /// Wrong answers so far.
    package var failures = 0
    /// When it was made, milliseconds since 1970.
    package let createdAt: Int64

    /// How long a code serves, milliseconds.
    ///
    /// Asking again meanwhile sends the same one, so that nobody gets more answers by asking often.
    static let lifetime: Int64 = 900 * 1000
    /// How many answers it takes.
    static let answers = 3

    /// Creates a code.
    package init(method: String, value: String, code: String, createdAt: Int64) {
        self.method = method
        self.value = value
        self.code = code
        self.createdAt = createdAt
    }

    /// Whether it still serves at some time, in milliseconds since 1970.
    func isValid(at now: Int64) -> Bool {
        now - createdAt < Self.lifetime
    }
}
