import Chat
import Contracts
import CoreMetrics
import RPC

extension AuthHandler {
    func login(_ request: LoginRequest, _ context: CallContext) async throws -> Authentication {
        switch settings.schemes.scheme(request.scheme) {
        case .basic:
            let user = try await user(knowing: try BasicSecret(request.secret))
            return try await enter(user, request)
        case .token:
            guard let token = mint.read(request.secret, at: now()) else {
                meters.refused.increment()
                throw RPCStatus.authenticationFailed()
            }
            return try await enter(
                token.user, request, token: (request.secret, token),
                terms: LoginTerms(
                    isVouched: token.features & Token.Feature.vouched != 0,
                    lifetime: token.features & Token.Feature.vouched != 0
                        ? .milliseconds(token.expiresAt - now()) : nil))
        case .rest where rest != nil:
            return try await enterFromOutside(request)
        default:
            throw RPCStatus.unknownScheme
        }
    }

    /// Whose password it is.
    ///
    /// - Throws: `authenticationFailed`, for names that nobody has too and after the same work; `overloaded` while the
    ///   name has to wait after wrong passwords.
    private func user(knowing secret: BasicSecret) async throws -> UserID {
        if let delay = throttle.delay(for: secret.login, at: now()) {
            meters.throttled.increment()
            throw RPCStatus.overloaded(retryAfter: delay)
        }
        let login = try await store.login(named: secret.login)
        guard try await hasher.verify(secret.password, against: login?.hash), let login else {
            throttle.failed(secret.login, at: now())
            meters.refused.increment()
            throw RPCStatus.authenticationFailed()
        }
        throttle.succeeded(secret.login)
        return login.user
    }

    /// Lets a user in whose secret was right, as far as the account and its credentials allow.
    ///
    /// - Throws: `authenticationFailed` for a deleted account, `permissionDenied` for a suspended one.
    func enter(
        _ user: UserID, _ request: LoginRequest, token: (bytes: [UInt8], token: Token)? = nil,
        terms: LoginTerms = LoginTerms()
    ) async throws -> Authentication {
        guard var account = try await store.account(user), account.state != .deleted else {
            throw RPCStatus.authenticationFailed()
        }
        guard account.state == .ok else { throw RPCStatus.permissionDenied }
        if !request.credentials.isEmpty { account = try await answer(request, of: user) }
        let reply = authentication(of: account, token: token, terms: terms)
        (reply.missingCredentials.isEmpty ? meters.entered : meters.unvalidated).increment()
        return reply
    }

    /// Sets and answers credentials while logging in.
    ///
    /// A wrong answer is no failure: the credential stays missing.
    ///
    /// - Throws: `policyViolation` after too many wrong answers.
    private func answer(_ request: LoginRequest, of user: UserID) async throws -> AccountRecord {
        let at = now()
        let code = CredentialCode.random()
        let (account, outcomes) = try await change(user) { [settings] snapshot in
            let outcomes = try request.credentials.prefix(AccountRecord.credentialLimit).map { answer in
                try snapshot.account.apply(answer, code: code, settings: settings, at: at)
            }
            if outcomes.contains(.proved) {
                snapshot.note(
                    AccountChanged(user: user.rawValue, tags: true, credentials: true),
                    by: Actor(user: user, session: request.session), at: at)
            }
            return (snapshot.account, outcomes)
        }
        guard !outcomes.contains(.exhausted) else { throw RPCStatus.policyViolation() }
        for outcome in outcomes { await send(outcome, of: user, in: request.language) }
        return account
    }

    /// A token for an account, full or only good for answering.
    ///
    /// The token that the user came with is handed back while credentials are missing.
    func authentication(
        of account: AccountRecord, token: (bytes: [UInt8], token: Token)? = nil, terms: LoginTerms = LoginTerms()
    ) -> Authentication {
        let isAsked = account.level == .authenticated && !terms.isVouched
        let missing = isAsked ? account.unproved(of: settings.requiredCredentials) : []
        let level = min(account.level, terms.level ?? account.level)
        let features =
            (missing.isEmpty ? Token.Feature.validated : 0) | (terms.isVouched ? Token.Feature.vouched : 0)
        let fresh = mint.issue(
            account.user, level: level, features: features, lifetime: terms.lifetime, at: now())
        let given = missing.isEmpty ? fresh : token ?? fresh
        return Authentication(
            user: account.user.rawValue, level: level.rawValue, token: given.bytes,
            expiresAt: given.token.expiresAt, missingCredentials: missing)
    }
}

/// What holds for a login besides what the account says.
struct LoginTerms {
    /// Somebody else vouches for the addresses: none has to be proved.
    var isVouched = false
    /// How long the token serves; nil for as long as others do.
    var lifetime: Duration?
    /// How far the login is trusted, if less than the account.
    var level: AuthLevel?
}
