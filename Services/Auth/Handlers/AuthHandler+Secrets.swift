import Chat
import Contracts
import RPC

extension AuthHandler {
    func changeSecret(_ request: ChangeSecretRequest, _ context: CallContext) async throws -> EmptyMessage {
        let (user, actor, reset) = try await caller(request, context)
        let level = try level(of: user, as: request, by: actor)
        let scheme = settings.schemes.scheme(request.scheme)
        if scheme == .rest, rest != nil {
            let reply = try await changeOutside(user, request)
            if let level { try await change(user) { try $0.account.trust(level) } }
            return reply
        }
        guard scheme == .basic else { throw RPCStatus.unknownScheme }
        let secret = try BasicSecret(request.secret)
        guard secret.isPasswordAcceptable else { throw RPCStatus.policyViolation() }
        let hash = try await hasher.hash(secret.password)
        let at = now()
        let name = try await change(user) { snapshot in
            if let reset {
                // Only now is the code used up: a password that nobody may have leaves another try.
                guard snapshot.account.reset == reset else { throw RPCStatus.authenticationFailed(what: "auth") }
                snapshot.account.reset = nil
            }
            if let level { try snapshot.account.trust(level) }
            guard var login = snapshot.login else { throw RPCStatus.policyViolation() }
            login.hash = hash
            if !secret.login.isEmpty, secret.login != login.name {
                guard secret.isLoginAcceptable() else { throw RPCStatus.policyViolation() }
                snapshot.account.tags.removeAll { $0 == login.tag }
                login.name = secret.login
                snapshot.account.tags.append(login.tag)
                snapshot.note(AccountChanged(user: user.rawValue, tags: true), by: actor, at: at)
            }
            snapshot.login = login
            return login.name
        }
        throttle.succeeded(name)
        return EmptyMessage()
    }

    /// Whose secret is to be changed, in whose name, and with which code if by one.
    ///
    /// - Throws: as ``target(_:_:)``; `authenticationFailed` for a temporary secret that is wrong.
    private func caller(
        _ request: ChangeSecretRequest, _ context: CallContext
    ) async throws -> (user: UserID, actor: Actor, reset: ResetCode?) {
        guard !request.temporaryScheme.isEmpty else {
            let (user, actor) = try target(request.user, context)
            return (user, actor, nil)
        }
        let (user, reset): (UserID, ResetCode?)
        switch settings.schemes.scheme(request.temporaryScheme) {
        case .token:
            guard let token = mint.read(request.temporarySecret, at: now()),
                token.features & Token.Feature.validated != 0
            else {
                throw RPCStatus.authenticationFailed(what: "auth")
            }
            (user, reset) = (token.user, nil)
        case .code:
            let redeemed = try await redeem(request.temporarySecret)
            (user, reset) = (redeemed.user, redeemed.reset)
        default:
            throw RPCStatus.unknownScheme
        }
        guard request.user == 0 || request.user == user.rawValue else { throw RPCStatus.permissionDenied }
        guard let account = try await store.account(user), account.state == .ok else {
            throw RPCStatus.authenticationFailed(what: "auth")
        }
        return (user, Actor(user: user, level: min(account.level, .authenticated)), reset)
    }

    /// How far a user is to be trusted from now on, if that is asked for: root may, for others.
    private func level(
        of user: UserID, as request: ChangeSecretRequest, by actor: Actor
    ) throws(RPCStatus) -> AuthLevel? {
        guard request.level != 0 else { return nil }
        guard Policy.allows(actor.level, .actOnBehalf, on: .suite), user != actor.user else {
            throw RPCStatus.permissionDenied
        }
        guard let level = AuthLevel(rawValue: request.level), [.anonymous, .authenticated].contains(level) else {
            throw RPCStatus.malformed("level")
        }
        return level
    }
}

extension AccountRecord {
    /// Sets how far the user is trusted; root stays root.
    fileprivate mutating func trust(_ level: AuthLevel) throws(RPCStatus) {
        guard self.level < .root else { throw RPCStatus.permissionDenied }
        self.level = level
    }
}
