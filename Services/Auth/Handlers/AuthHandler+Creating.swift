import Chat
import Contracts
import CoreMetrics
import RPC

extension AuthHandler {
    func createAccount(_ request: CreateAccountRequest, _ context: CallContext) async throws -> Authentication {
        let actor = try context.actor
        let (scheme, secret) = try newSecret(request)
        let tags = try AccountTags.read(request.tags)
        let restricted = try await restrictedNamespaces()
        guard !tags.contains(where: { $0.isIn(restricted) }) else { throw RPCStatus.notYours(what: "tags") }
        var account = AccountRecord(
            user: .random(), level: scheme == .anonymous ? .anonymous : .authenticated, createdAt: now())
        account.tags = tags.map(\.text)
        try describe(&account, as: request, by: actor)
        if scheme != .anonymous {
            let given = Set(request.credentials.filter { !$0.value.isEmpty }.map(\.method))
            let missing = settings.requiredCredentials.filter { !given.contains($0) }
            guard missing.isEmpty else { throw RPCStatus.missingCredentials(missing) }
        }
        let login = try await login(of: account.user, secret)
        if let login { account.tags.append(login.tag) }
        let outcomes = try request.credentials.map { credential in
            try account.apply(credential, code: CredentialCode.random(), settings: settings, at: account.createdAt)
        }
        if scheme == .rest { try await checkOutside(request) }
        try await store.create(account, login: login)
        if scheme == .rest { try await addOutside(&account, request) }
        meters.created.increment()
        for outcome in outcomes { await send(outcome, of: account.user, in: request.language) }
        var reply =
            request.logsIn
            ? authentication(of: account) : Authentication(user: account.user.rawValue, level: account.level.rawValue)
        reply.account = account.account
        return reply
    }

    /// The scheme of a new account, and its secret if that is kept here.
    ///
    /// - Throws: `policyViolation` for a login or a password that nobody may have, `unknownScheme`.
    private func newSecret(
        _ request: CreateAccountRequest
    ) throws(RPCStatus) -> (scheme: AuthScheme, secret: BasicSecret?) {
        switch settings.schemes.scheme(request.scheme) {
        case .anonymous:
            return (.anonymous, nil)
        case .rest where rest != nil:
            return (.rest, nil)
        case .basic:
            let secret = try BasicSecret(request.secret)
            guard secret.isLoginAcceptable(), secret.isPasswordAcceptable else {
                throw RPCStatus.policyViolation(what: "auth")
            }
            return (.basic, secret)
        default:
            throw RPCStatus.unknownScheme
        }
    }

    private func describe(
        _ account: inout AccountRecord, as request: CreateAccountRequest, by actor: Actor?
    ) throws(RPCStatus) {
        let limit = settings.descriptionSize
        guard request.trustedJSON.isEmpty || Policy.allows(actor?.level ?? .none, .setTrusted, on: .suite) else {
            throw RPCStatus.permissionDenied
        }
        if let access = request.defaultAccess { account.defaultAccess = DefaultAccess(access).withoutOwner }
        try JSONPatch.apply(request.publicJSON, to: &account.publicJSON, limit: limit)
        try JSONPatch.apply(request.privateJSON, to: &account.privateJSON, limit: limit)
        try JSONPatch.apply(request.trustedJSON, to: &account.trustedJSON, limit: limit)
    }

    /// A login with its hash, which takes a while; the name is looked up first, so that a taken one costs nothing.
    private func login(of user: UserID, _ secret: BasicSecret?) async throws -> LoginRecord? {
        guard let secret else { return nil }
        guard try await store.login(named: secret.login) == nil else { throw AccountConflict.login }
        return LoginRecord(user: user, name: secret.login, hash: try await hasher.hash(secret.password))
    }
}

extension DefaultAccess {
    /// Nobody owns a private chat.
    var withoutOwner: DefaultAccess {
        DefaultAccess(authenticated: authenticated.subtracting(.owner), anonymous: anonymous.subtracting(.owner))
    }
}
