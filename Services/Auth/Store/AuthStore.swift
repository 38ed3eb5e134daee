package import Chat
package import Contracts

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

    /// Accounts without tags, credentials and codes, in no order; those there are none of are left out.
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

    /// Forgets one device, if it is this user's.
    func remove(device token: String, of user: UserID) async throws

    /// A user's devices, the last heard of first.
    func devices(of user: UserID) async throws -> [DeviceRecord]

    // MARK: Finding

    /// Accounts by their tags, without credentials: those with the heaviest match first, an alias weighing as much as twenty
    /// other tags; then those that changed last.
    ///
    /// - Parameters:
    ///   - query: Normalised tags. A required group without tags finds nothing.
    ///   - states: In which states accounts are found.
    ///   - limit: How many at most.
    /// - Returns: The accounts, with their tags.
    /// - Throws: as every method.
    func find(_ query: TagQuery, in states: [AccountState], limit: Int) async throws -> [AccountRecord]

    /// Whose proved address it is.
    func owner(of method: String, value: String) async throws -> UserID?

    /// Accounts that can be entered, were made before some time, have never been seen, and have addresses of which none is
    /// proved; the oldest first.
    func unproved(madeBefore time: Int64, limit: Int) async throws -> [UserID]

    // MARK: Aliases of topics

    /// Takes an alias for a topic; one that it has already stays as it is.
    ///
    /// - Throws: `AccountConflict.alias` when it is another topic's, or a user's.
    func claim(_ alias: String, for topic: TopicID, at now: Int64) async throws

    /// Gives up a topic's claim, unless it has been settled.
    func giveUp(_ alias: String, of topic: TopicID) async throws

    /// Makes these the settled aliases of a topic, and sets its others free: those that were settled, and claims that were
    /// made before some time.
    ///
    /// - Returns: Those that cannot be the topic's, for somebody else has them.
    func settle(_ aliases: [String], of topic: TopicID, claimedBefore time: Int64) async throws -> [String]

    /// Sets all claims free that were made before some time and have not been settled.
    func dropClaims(before time: Int64) async throws
}
