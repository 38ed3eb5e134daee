import Chat
import Contracts
import JSON
import Logging
import NIOCore
import Telemetry

extension Shard {
    /// `acc`: makes an account, or changes the secret or the state of one.
    func account(_ command: AccountRequest, in session: Session) async throws {
        if case .connected = session.stage { throw Refusal(.commandOutOfSequence) }
        if command.user?.hasPrefix("new") == true {
            guard command.temporaryScheme == nil else { throw Refusal(.malformed) }
            try await createAccount(command, in: session)
        } else {
            try await changeAccount(command, in: session)
        }
    }

    private func createAccount(_ command: AccountRequest, in session: Session) async throws {
        guard session.actor == nil || !command.logsIn else { throw Refusal(.alreadyAuthenticated) }
        guard let scheme = command.scheme else { throw Refusal(.malformed) }
        let description = command.description
        let request = CreateAccountRequest(
            scheme: scheme, secret: command.secret?.bytes ?? [], tags: command.tags,
            publicJSON: description?.publicJSON?.bytes ?? [], privateJSON: description?.privateJSON?.bytes ?? [],
            trustedJSON: description?.trustedJSON?.bytes ?? [],
            defaultAccess: try defaultAccess(
                description, over: DefaultAccess(authenticated: AccessMode.Default.account, anonymous: .none)),
            credentials: try command.credentials.map(Credential.init), logsIn: command.logsIn,
            language: session.language, address: session.connection.value.remoteAddress)
        let (auth, actor) = (node.services.auth, session.actor)
        let outcome = try await makingWithFiles(description, by: "acc") {
            try await auth.createAccount(request, as: actor, timeout: Self.secretTimeout)
        } as: {
            UserID(rawValue: $0.user)?.description
        }
        var parameters = [ControlParameter("user", .string("\(try user(outcome.user))"))]
        parameters.append(ControlParameter("authlvl", .string("\(AuthLevel(rawValue: outcome.level) ?? .none)")))
        if let account = outcome.account {
            parameters.append(ControlParameter("desc", TopicDescription(account).json))
        }
        tellPlugins(.create, account: try user(outcome.user), outcome.account)
        guard command.logsIn else {
            reply(.created, parameters, to: command.id, in: session)
            return
        }
        try await enter(outcome, answering: command.id, with: parameters, in: session)
    }

    /// How long whatever has to do with a secret may take: it may wait for a thread, or for an external authenticator.
    private static let secretTimeout = Duration.seconds(15)

    private func changeAccount(_ command: AccountRequest, in session: Session) async throws {
        if command.temporaryScheme?.isEmpty == false { return try await changeForgotten(command, in: session) }
        let actor = try session.requireActor()
        let target = try command.user?.said.map(userID) ?? actor.user
        if let status = command.status {
            guard let state = AccountState(word: status) else { throw Refusal(.malformed) }
            let reply = try await node.services.auth.setAccountState(
                SetAccountStateRequest(user: target.rawValue, state: state), as: actor)
            self.reply(reply.changed ? .ok : .notModified, .null, to: command.id, in: session)
            if reply.changed { await tellPlugins(ofChanged: target, actor) }
            return
        }
        guard command.scheme != nil || !command.tags.isEmpty || !command.credentials.isEmpty else {
            throw Refusal(.malformed)
        }
        if let scheme = command.scheme {
            guard let secret = command.secret else { throw Refusal(.malformed) }
            _ = try await node.services.auth.changeSecret(
                ChangeSecretRequest(
                    user: target.rawValue, scheme: scheme, secret: secret.bytes, level: try level(command),
                    address: session.connection.value.remoteAddress),
                as: actor, timeout: Self.secretTimeout)
        }
        if !command.tags.isEmpty {
            _ = try await node.services.auth.setTags(
                AccountTagsRequest(user: target.rawValue, tags: command.tags), as: actor)
        }
        for part in command.credentials {
            _ = try await node.services.auth.setCredential(
                SetCredentialRequest(
                    user: target.rawValue, credential: try Credential(part), language: session.language),
                as: actor)
        }
        reply(.ok, .null, to: command.id, in: session)
    }

    /// Sets a new secret for somebody who has proved with a temporary one who they are, logged in or not.
    private func changeForgotten(_ command: AccountRequest, in session: Session) async throws {
        guard let scheme = command.scheme, let secret = command.secret else { throw Refusal(.malformed) }
        let user = try command.user?.said.map(userID)
        _ = try await node.services.auth.changeSecret(
            ChangeSecretRequest(
                user: user?.rawValue ?? 0, scheme: scheme, secret: secret.bytes,
                temporaryScheme: command.temporaryScheme ?? "",
                temporarySecret: command.temporarySecret?.bytes ?? []),
            timeout: Self.secretTimeout)
        reply(.ok, .null, to: command.id, in: session)
    }

    /// How far the user is to be trusted from now on; 0 where the request does not say.
    private func level(_ command: AccountRequest) throws(Refusal) -> Int32 {
        guard let text = command.authLevel, !text.isEmpty else { return 0 }
        guard let level = AuthLevel(text) else { throw Refusal(.malformed) }
        return level.rawValue
    }

    /// What a client logs in with who has forgotten the password.
    private static let resetScheme = "reset"

    /// `login`.
    func login(_ command: LoginAttempt, in session: Session) async throws {
        switch session.stage {
        case .connected: throw Refusal(.commandOutOfSequence)
        case .authenticated: throw Refusal(.alreadyAuthenticated)
        case .greeted: break
        }
        guard command.scheme != Self.resetScheme else {
            _ = try await node.services.auth.resetSecret(
                ResetSecretRequest(secret: command.secret.bytes, language: session.language))
            reply(.authReset, to: command.id, in: session)
            return
        }
        let begin = closings.loginBegins()
        defer { closings.loginEnds() }
        let outcome = try await node.services.auth.login(
            LoginRequest(
                scheme: command.scheme, secret: command.secret.bytes,
                credentials: try command.credentials.map(Credential.init), language: session.language,
                address: session.connection.value.remoteAddress, session: session.name),
            timeout: Self.secretTimeout)
        guard outcome.challenge.isEmpty else {
            let challenge = ControlParameter("challenge", .base64(outcome.challenge))
            reply(.challenge, [challenge], to: command.id, in: session)
            return
        }
        let user = try self.user(outcome.user)
        guard !closings.contains(user, since: begin) else { throw Refusal(.permissionDenied) }
        let parameters = [
            ControlParameter("user", .string("\(user)")),
            ControlParameter("authlvl", .string("\(AuthLevel(rawValue: outcome.level) ?? .none)")),
        ]
        try await enter(outcome, answering: command.id, with: parameters, in: session)
    }

    /// Logs the session in, unless credentials are still to be proved.
    private func enter(
        _ outcome: Authentication, answering id: String?, with parameters: [ControlParameter], in session: Session
    ) async throws {
        var parameters = parameters
        parameters.append(ControlParameter("token", .base64(outcome.token)))
        parameters.append(ControlParameter("expires", .string(Timestamp.text(outcome.expiresAt))))
        guard outcome.missingCredentials.isEmpty else {
            parameters.append(ControlParameter("cred", .array(outcome.missingCredentials.map(RawJSON.string))))
            reply(.validateCredentials, parameters, to: id, in: session)
            return
        }
        let actor = Actor(
            user: try user(outcome.user), level: AuthLevel(rawValue: outcome.level) ?? .none, session: session.name)
        session.stage = .authenticated(actor)
        if !session.device.isEmpty {
            do {
                try await register(session, for: actor)
            } catch {
                // The user is logged in all the same; the device is told again with the next login or handshake.
                logger.warning(
                    "a device is not registered", metadata: .fields([.session: "\(session.id)", .error: "\(error)"]))
            }
        }
        reply(.ok, parameters, to: id, in: session)
    }

    private func user(_ number: UInt64) throws(Refusal) -> UserID {
        guard let user = UserID(rawValue: number) else { throw Refusal(.internalError) }
        return user
    }
}

extension Credential {
    /// - Throws: 400 for a credential without a method.
    init(_ part: CredentialPart) throws(Refusal) {
        guard !part.method.isEmpty else { throw Refusal(.malformed) }
        self.init(
            method: part.method, value: part.value ?? "", response: part.response ?? "",
            parameters: part.parameters?.bytes ?? [])
    }
}

extension AccountState {
    /// Reads the wire word.
    init?(word: String) {
        switch word {
        case "ok": self = .ok
        case "susp", "suspended": self = .suspended
        default: return nil
        }
    }
}
