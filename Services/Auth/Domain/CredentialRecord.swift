/// An address of an account, proved or to be proved.
package struct CredentialRecord: Hashable, Sendable {
    /// Which kind of address: `email`, `tel`.
    package let method: String
    /// The address, normalised.
    ///
    /// Never logged.
    package let value: String
    package var isDone: Bool
    /// The code that proves the address; empty once done.
    package var code: String
    /// Wrong answers so far.
    package var failures = 0
    /// When the code was made, milliseconds since 1970.
    package var createdAt: Int64

    /// Creates a credential.
    package init(method: String, value: String, isDone: Bool = false, code: String = "", createdAt: Int64) {
        self.method = method
        self.value = value
        self.isDone = isDone
        self.code = code
        self.createdAt = createdAt
    }

    /// The search tag of a proved address.
    package var tag: String { "\(method):\(value)" }
}
