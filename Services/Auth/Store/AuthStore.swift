package import Chat
import Contracts

/// A device that notifications go to.
package struct DeviceRecord: Hashable, Sendable {
    /// The name that the push network gave it: unique, and never logged.
    package var token: String
    package var platform: String
    package var language: String
    /// When it was last heard of, milliseconds since 1970.
    package var seenAt: Int64

    /// Creates a device.
    package init(token: String, platform: String, language: String, seenAt: Int64) {
        self.token = token
        self.platform = platform
        self.language = language
        self.seenAt = seenAt
    }
}

/// The accounts of the suite, their logins, credentials and devices.
///
/// Login names, proved addresses and aliases are unique: ``AccountConflict`` tells which was not. Every method may also
/// throw `StoreError.unavailable` (nothing was done: try again) and `StoreError.corrupted`.
package protocol AuthStore: Sendable {
    /// Keeps a new account.
    ///
    /// - Throws: ``AccountConflict``; then nothing is kept.
    func create(_ account: AccountRecord, login: LoginRecord?) async throws

    /// An account, in whatever state.
    func account(_ user: UserID) async throws -> AccountRecord?

    /// The login of a name.
    func login(named name: String) async throws -> LoginRecord?

    /// Accounts without tags and credentials, in no order; those there are none of are left out.
    func profiles(_ users: [UserID]) async throws -> [AccountRecord]

    /// Reads an account and its login, lets `body` change them, and writes what differs together with the events it
    /// noted: all of it, durably, or nothing. An account that becomes deleted loses its devices too.
    ///
    /// - Returns: What `body` returns; nil when there is no such account.
    /// - Throws: what `body` throws; ``AccountConflict``.
    func change<Value: Sendable>(
        _ user: UserID, _ body: @escaping @Sendable (inout AccountSnapshot) throws -> Value
    ) async throws -> Value?

    /// Keeps a device, taking it from whoever had it before; beyond `limit` the ones not heard of for longest go.
    func add(_ device: DeviceRecord, to user: UserID, limit: Int) async throws

    /// Forgets all devices of a user.
    func removeDevices(of user: UserID) async throws

    /// A user's devices, the last heard of first.
    func devices(of user: UserID) async throws -> [DeviceRecord]
}
