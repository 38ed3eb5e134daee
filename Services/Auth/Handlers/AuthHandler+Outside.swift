import Chat
import Contracts
import CoreMetrics
import JSON
import Logging
import RPC

/// What concerns accounts whose secrets an external authenticator keeps.
extension AuthHandler {
    /// Logs in whom the authenticator knows; makes the account when it is the first time, and that is allowed.
    func enterFromOutside(_ request: LoginRequest) async throws -> Authentication {
        for attempt in 1...Self.attempts {
            let reply = try await askOutside(.auth, secret: request.secret, address: request.address)
            guard reply.challenge.isEmpty else { return Authentication(challenge: reply.challenge) }
            guard let record = reply.record else { throw RestFailure.unreadable }
            guard !record.isSuspended else { throw RPCStatus.permissionDenied }
            let terms = LoginTerms(isVouched: record.isVouched, lifetime: record.lifetime, level: record.level)
            if let user = record.user { return try await enter(user, request, terms: terms) }
            guard let new = reply.newAccount, rest?.settings.allowsNewAccounts == true else {
                meters.refused.increment()
                throw RPCStatus.authenticationFailed()
            }
            if let user = try await makeFromOutside(record, new, request) {
                return try await enter(user, request, terms: terms)
            }
            // The same user came in twice at once: whoever was first has the number, or is about to note it.
            try await Task.sleep(for: .milliseconds(50 * attempt))
        }
        throw RPCStatus.duplicate(what: "auth")
    }

    /// How often an account is tried to be made while somebody else is making it.
    private static let attempts = 5

    /// Makes an account, and has the authenticator note its number; nil when it has noted another one meanwhile, or an
    /// account has the addresses already.
    private func makeFromOutside(
        _ record: RestRecord, _ new: RestNewAccount, _ request: LoginRequest
    ) async throws -> UserID? {
        var account = AccountRecord(
            user: .random(), level: min(record.level ?? .authenticated, .authenticated), createdAt: now(),
            defaultAccess: new.defaultAccess)
        let limit = settings.descriptionSize
        try JSONPatch.apply(new.publicJSON, to: &account.publicJSON, limit: limit)
        try JSONPatch.apply(new.trustedJSON, to: &account.trustedJSON, limit: limit)
        try JSONPatch.apply(new.privateJSON, to: &account.privateJSON, limit: limit)
        account.grant(try AccountTags.read(record.tags), areProved: record.isVouched)
        do {
            try await store.create(account, login: nil)
        } catch is AccountConflict {
            return nil
        }
        meters.created.increment()
        do throws(RestFailure) {
            _ = try await askOutside(
                .link, secret: request.secret, address: request.address,
                record: RestRecord(user: account.user, level: account.level, tags: account.tags))
        } catch {
            // Nobody could ever enter it.
            let at = now()
            try await change(account.user) { $0.account.erase(at: at) }
            guard error == .refused(.duplicate) else { throw error }
            return nil
        }
        return account.user
    }

    /// Fails unless a secret could be a new account's.
    func checkOutside(_ request: CreateAccountRequest) async throws {
        let reply = try await askOutside(.isUnique, secret: request.secret, address: request.address)
        guard reply.truth == true else { throw RPCStatus.duplicate(what: "auth") }
    }

    /// Has the authenticator keep a new account's secret; the account goes again when it does not.
    func addOutside(_ account: inout AccountRecord, _ request: CreateAccountRequest) async throws {
        let user = account.user
        do throws(RestFailure) {
            let reply = try await askOutside(
                .add, secret: request.secret, address: request.address,
                record: RestRecord(user: user, level: account.level, tags: account.tags))
            guard let record = reply.record, !record.tags.isEmpty else { return }
            let tags = record.tags.compactMap { Tag($0) }
            account = try await keep(tags, areProved: record.isVouched, of: user)
        } catch {
            let at = now()
            try await change(user) { $0.account.erase(at: at) }
            throw error
        }
    }

    private func keep(_ tags: [Tag], areProved: Bool, of user: UserID) async throws(RestFailure) -> AccountRecord {
        do {
            return try await change(user) { snapshot in
                snapshot.account.grant(tags, areProved: areProved)
                return snapshot.account
            }
        } catch {
            throw .refused(error is AccountConflict ? .duplicate : .internal)
        }
    }

    /// Has the authenticator keep another secret.
    func changeOutside(_ user: UserID, _ request: ChangeSecretRequest) async throws -> EmptyMessage {
        guard let account = try await store.account(user) else { throw RPCStatus.userNotFound }
        _ = try await askOutside(
            .update, secret: request.secret, address: request.address,
            record: RestRecord(user: user, level: account.level, tags: account.tags))
        return EmptyMessage()
    }

    /// Tells the authenticator that an account is no more; a failure is logged, for the operator to make up for.
    func forgetOutside(_ user: UserID) async {
        guard rest != nil else { return }
        do throws(RestFailure) {
            _ = try await askOutside(.remove, record: RestRecord(user: user))
        } catch {
            guard error != .refused(.unsupported), error != .refused(.notFound) else { return }
            logger.warning(
                "the authenticator has not forgotten an account", metadata: ["user": "\(user)", "error": "\(error)"])
        }
    }

    private func askOutside(
        _ endpoint: RestAuthenticator.Endpoint, secret: [UInt8]? = nil, address: String = "",
        record: RestRecord? = nil
    ) async throws(RestFailure) -> RestAuthenticator.Reply {
        guard let rest else { throw .refused(.unsupported) }
        do throws(RestFailure) {
            return try await rest.ask(endpoint, secret: secret, address: address, record: record)
        } catch {
            switch error {
            case .refused(.failed), .refused(.expired), .refused(.notFound): meters.refused.increment()
            case .refused: break
            case .unreachable, .timeout, .unreadable:
                logger.warning(
                    "the authenticator does not answer as it should",
                    metadata: ["endpoint": "\(endpoint.rawValue)", "error": "\(error)"])
            }
            throw error
        }
    }
}

extension AccountRecord {
    /// Adds tags that somebody else vouches for; addresses among them count as proved if they are.
    fileprivate mutating func grant(_ new: [Tag], areProved: Bool) {
        for tag in new where !tags.contains(tag.text) {
            guard let namespace = tag.namespace, let method = CredentialMethod(rawValue: namespace) else {
                tags.append(tag.text)
                continue
            }
            let value = String(tag.text.dropFirst(namespace.count + 1))
            guard areProved, let address = method.normalised(value) else { continue }
            credentials.append(CredentialRecord(method: method.rawValue, value: address, createdAt: createdAt))
            prove(credentials.count - 1)
        }
    }
}
