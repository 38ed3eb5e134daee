package import Chat
package import Contracts

/// An account, as the store keeps it.
package struct AccountRecord: Hashable, Sendable {
    /// Whose it is.
    package let user: UserID
    package var state: AccountState = .ok
    package var level: AuthLevel
    /// Milliseconds since 1970, like the other times here.
    package var createdAt: Int64
    /// When something last changed that others see.
    package var updatedAt: Int64
    /// What peers may do in private chats unless told otherwise.
    package var defaultAccess: DefaultAccess
    /// JSON, empty for none, like the other two.
    package var publicJSON: [UInt8] = []
    package var trustedJSON: [UInt8] = []
    package var privateJSON: [UInt8] = []
    /// Normalised search tags, in the order in which they are shown.
    package var tags: [String] = []
    package var credentials: [CredentialRecord] = []
    /// The query that the user has stored for searches: JSON, empty for none.
    package var searchJSON: [UInt8] = []
    /// The code that lets somebody in who has forgotten the password; nil when nobody has asked for one.
    package var reset: ResetCode?
    package var lastSeenAt: Int64 = 0
    package var lastUserAgent = ""

    /// Creates an account without descriptions.
    package init(
        user: UserID, level: AuthLevel, createdAt: Int64, defaultAccess: DefaultAccess = AccountRecord.usualAccess
    ) {
        self.user = user
        self.level = level
        self.createdAt = createdAt
        updatedAt = createdAt
        self.defaultAccess = defaultAccess
    }

    /// What peers may do in private chats with an account that says nothing else.
    package static let usualAccess = DefaultAccess(authenticated: AccessMode.Default.account, anonymous: .none)
}

extension AccountRecord {
    /// The account as its owner sees it.
    var account: Account {
        Account(
            user: user.rawValue, state: state, createdAt: createdAt, updatedAt: updatedAt,
            defaultAccess: DefaultAccessPair(defaultAccess), publicJSON: publicJSON, trustedJSON: trustedJSON,
            privateJSON: privateJSON, tags: tags,
            credentials: credentials.map { Credential(method: $0.method, value: $0.value, isDone: $0.isDone) },
            lastSeenAt: lastSeenAt, lastUserAgent: lastUserAgent, searchJSON: searchJSON)
    }

    /// The account as others see it.
    var profile: Profile {
        Profile(
            user: user.rawValue, state: state, createdAt: createdAt, updatedAt: updatedAt,
            defaultAccess: DefaultAccessPair(defaultAccess), publicJSON: publicJSON, trustedJSON: trustedJSON,
            lastSeenAt: lastSeenAt, lastUserAgent: lastUserAgent)
    }

    /// Which of some methods have no proved credential here.
    func unproved(of methods: [String]) -> [String] {
        methods.filter { method in !credentials.contains { $0.method == method && $0.isDone } }
    }
}
