import Chat
import Contracts
import CoreMetrics
import RPC

extension AuthHandler {
    func login(_ request: LoginRequest, _ context: CallContext) async throws -> Authentication {
        switch request.scheme {
        case "basic":
            let user = try await user(knowing: try BasicSecret(request.secret))
            return try await enter(user, request.credentials, token: nil)
        case "token":
            guard let token = mint.read(request.secret, at: now()) else {
                meters.refused.increment()
                throw RPCStatus.authenticationFailed()
            }
            return try await enter(token.user, request.credentials, token: (request.secret, token))
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

    private func enter(
        _ user: UserID, _ answers: [Credential], token: (bytes: [UInt8], token: Token)?
    ) async throws -> Authentication {
        guard var account = try await store.account(user), account.state != .deleted else {
            throw RPCStatus.authenticationFailed()
        }
        guard account.state == .ok else { throw RPCStatus.permissionDenied }
        if !answers.isEmpty { account = try await answer(answers, of: user) }
        let reply = authentication(of: account, token: token)
        (reply.missingCredentials.isEmpty ? meters.entered : meters.unvalidated).increment()
        return reply
    }

    /// Sets and answers credentials while logging in.
    ///
    /// A wrong answer is no failure: the credential stays missing.
    ///
    /// - Throws: `policyViolation` after too many wrong answers.
    private func answer(_ answers: [Credential], of user: UserID) async throws -> AccountRecord {
        let at = now()
        let code = CredentialCode.random()
        let (account, outcomes) = try await change(user) { [settings] snapshot in
            let outcomes = try answers.prefix(AccountRecord.credentialLimit).map { answer in
                try snapshot.account.apply(answer, code: code, settings: settings, at: at)
            }
            if outcomes.contains(.proved) {
                snapshot.note(
                    AccountChanged(user: user.rawValue, tags: true, credentials: true), by: Actor(user: user), at: at)
            }
            return (snapshot.account, outcomes)
        }
        guard !outcomes.contains(.exhausted) else { throw RPCStatus.policyViolation() }
        for outcome in outcomes { await send(outcome, of: user) }
        return account
    }

    /// A token for an account, full or only good for answering.
    ///
    /// The token that the user came with is handed back while credentials are missing.
    func authentication(
        of account: AccountRecord, token: (bytes: [UInt8], token: Token)? = nil
    ) -> Authentication {
        let missing = account.level == .authenticated ? account.unproved(of: settings.requiredCredentials) : []
        let fresh = mint.issue(account.user, level: account.level, validated: missing.isEmpty, at: now())
        let given = missing.isEmpty ? fresh : token ?? fresh
        return Authentication(
            user: account.user.rawValue, level: account.level.rawValue, token: given.bytes,
            expiresAt: given.token.expiresAt, missingCredentials: missing)
    }
}
