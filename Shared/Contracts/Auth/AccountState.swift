/// Whether an account can be used.
///
/// Numbers of a newer build are kept.
package struct AccountState: RawRepresentable, Hashable, Sendable {
    package let rawValue: Int32

    package init(rawValue: Int32) {
        self.rawValue = rawValue
    }

    /// In use.
    package static let ok = AccountState(rawValue: 0)
    /// Closed by an administrator.
    package static let suspended = AccountState(rawValue: 10)
    /// Gone for good.
    package static let deleted = AccountState(rawValue: 20)
}
