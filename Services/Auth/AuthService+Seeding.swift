package import Chat
import Contracts
import RPC

/// An account that an installation begins with: root, or one of the demonstration.
package struct SeedAccount: Sendable {
    /// May be shorter than those that users choose.
    package var login: String
    /// Only for the first time: a password changed since stays.
    package var password: String
    package var level = AuthLevel.authenticated
    /// Taken as proved; nil for none.
    package var email: String?
    /// JSON, empty for none, like the other two.
    package var publicJSON: [UInt8] = []
    package var privateJSON: [UInt8] = []
    package var trustedJSON: [UInt8] = []
    /// Search tags beside those of the login and the address.
    package var tags: [String] = []

    /// Names an account without description.
    package init(login: String, password: String, level: AuthLevel = .authenticated, email: String? = nil) {
        self.login = login
        self.password = password
        self.level = level
        self.email = email
    }
}

extension AuthService {
    /// Makes an account unless its login exists, in which case nothing is changed.
    ///
    /// - Returns: Whose account it is.
    /// - Throws: `policyViolation` for a login or password that nobody may have; ``AccountConflict`` when the address or
    ///   an alias is another's; `StoreError`.
    @discardableResult
    package func ensureAccount(_ seed: SeedAccount) async throws -> UserID {
        let secret = try BasicSecret(Array("\(seed.login):\(seed.password)".utf8))
        guard secret.isLoginAcceptable(minimum: 1), secret.isPasswordAcceptable else {
            throw RPCStatus.policyViolation(what: "auth")
        }
        if let existing = try await handler.store.login(named: secret.login) { return existing.user }
        let limit = handler.settings.descriptionSize
        var account = AccountRecord(user: .random(), level: seed.level, createdAt: handler.now())
        try JSONPatch.apply(seed.publicJSON, to: &account.publicJSON, limit: limit)
        try JSONPatch.apply(seed.privateJSON, to: &account.privateJSON, limit: limit)
        try JSONPatch.apply(seed.trustedJSON, to: &account.trustedJSON, limit: limit)
        let login = LoginRecord(
            user: account.user, name: secret.login, hash: try await handler.hasher.hash(secret.password))
        account.tags = try AccountTags.read(seed.tags).map(\.text) + [login.tag]
        if let email = seed.email {
            guard let address = CredentialMethod.email.normalised(email) else {
                throw RPCStatus.malformed("credential")
            }
            account.credentials = [
                CredentialRecord(method: "email", value: address, createdAt: account.createdAt)
            ]
            account.prove(0)
        }
        try await handler.store.create(account, login: login)
        return account.user
    }
}
