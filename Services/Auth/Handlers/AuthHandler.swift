import Chat
import Contracts
import Logging
import RPC

/// The RPCs of the auth service.
struct AuthHandler: AuthRPC {
    let store: any AuthStore
    let settings: AuthSettings
    let hasher: PasswordHasher
    let throttle = LoginThrottle()
    let mint: TokenMint
    let codes: any CodeSender
    let rest: RestAuthenticator?
    let restTags = RestTagNamespaces()
    let meters = AuthMeters()
    let logger: Logger
    let now: @Sendable () -> Int64

    /// Whom a call is about, if its actor may make it: for the own account, or as root for another.
    ///
    /// - Throws: `authenticationRequired`, `permissionDenied`, `userNotFound` for nobody.
    func target(_ number: UInt64, _ context: CallContext) throws(RPCStatus) -> (user: UserID, actor: Actor) {
        let actor = try context.requireActor()
        guard let user = UserID(rawValue: number) else { throw RPCStatus.userNotFound }
        guard user == actor.user || Policy.allows(actor.level, .actOnBehalf, on: .suite) else {
            throw RPCStatus.permissionDenied
        }
        return (user, actor)
    }

    /// Changes an account that has not been deleted.
    ///
    /// - Throws: `userNotFound`; what `body` throws; ``AccountConflict``.
    func change<Value: Sendable>(
        _ user: UserID, _ body: @escaping @Sendable (inout AccountSnapshot) throws -> Value
    ) async throws -> Value {
        let value = try await store.change(user) { snapshot in
            guard snapshot.account.state != .deleted else { throw RPCStatus.userNotFound }
            return try body(&snapshot)
        }
        guard let value else { throw RPCStatus.userNotFound }
        return value
    }

    /// Sends the code of a credential that waits for its answer; a failure is logged, and the code can be asked again.
    func send(_ outcome: CredentialOutcome, of user: UserID, in language: String) async {
        guard case .pending(let method, let value, let code) = outcome else { return }
        await send(CodeLetter(.validation, code: code, method: method, address: value, language: language), to: user)
    }

    /// Sends a letter; a failure is logged, and the code can be asked for again.
    func send(_ letter: CodeLetter, to user: UserID) async {
        do {
            try await codes.send(letter)
        } catch {
            logger.warning(
                "a code could not be sent",
                metadata: ["user": "\(user)", "method": "\(letter.method)", "error": "\(type(of: error))"])
        }
    }

    /// The namespaces of tags that accounts may not give themselves.
    ///
    /// - Throws: ``RestFailure`` when the authenticator has never told which are its own.
    func restrictedNamespaces() async throws(RestFailure) -> Set<String> {
        let own = Tag.restrictedNamespaces.union(settings.maskedTags)
        guard let rest else { return own }
        return own.union(try await restTags.namespaces(from: rest, at: now()))
    }
}
