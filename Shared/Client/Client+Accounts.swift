import JSON

/// The requests about the session and the account.
///
/// All throw `refused`, `timeout`, `closed` or `cancelled`.
extension Client {
    /// The version of the protocol that this client speaks.
    package static let protocolVersion = "0.25"

    /// Opens the session; must come before all else.
    ///
    /// - Parameters:
    ///   - language: The language that the server shall speak, as in `de-CH`.
    ///   - platform: `ios`, `android` or `web`.
    ///   - device: Where push notes are sent to.
    /// - Returns: The answer; what the server allows is among its parameters, as `maxMessageSize`.
    /// - Throws: `refused`, `timeout`, `closed` or `cancelled`.
    @discardableResult
    package func hello(
        language: String? = nil, platform: String? = nil, device: String? = nil
    ) async throws(ClientError) -> Control {
        let agent = userAgent
        return try await request("hi") { writer in
            writer.field("ver", Self.protocolVersion)
            writer.field("ua", agent)
            writer.field("lang", ifPresent: language)
            writer.field("platf", ifPresent: platform)
            writer.field("dev", ifPresent: device)
        }
    }

    /// Makes an account with a password, and logs in to it.
    ///
    /// - Parameters:
    ///   - login: The login name.
    ///   - password: The password, in clear.
    ///   - name: What others see.
    ///   - tags: What others find the account by.
    ///   - credentials: How to reach the person; `reqCred` in the answer to `hello` says which are required.
    ///   - logsIn: Whether the session is the account's from then on.
    /// - Returns: The answer; `user` and `token` are among its parameters. Code 300 means that credentials are still
    ///   to be proved.
    /// - Throws: `refused`, `timeout`, `closed` or `cancelled`.
    /// - Throws: `refused`, `timeout`, `closed` or `cancelled`.
    @discardableResult
    package func createAccount(
        login: String, password: String, name: String, tags: [String] = [], credentials: [AccountCredential] = [],
        logsIn: Bool = true
    ) async throws(ClientError) -> Control {
        try await createAccount(
            scheme: "basic", secret: BasicSecret.text(login: login, password: password), name: name, tags: tags,
            credentials: credentials, logsIn: logsIn)
    }

    /// Makes an account without a password, and logs in to it; the token of the answer is its only key.
    @discardableResult
    package func createAnonymousAccount(name: String) async throws(ClientError) -> Control {
        try await createAccount(scheme: "anonymous", secret: nil, name: name, tags: [], credentials: [], logsIn: true)
    }

    /// Logs in with a password.
    ///
    /// - Parameters:
    ///   - login: The login name.
    ///   - password: The password, in clear.
    ///   - credentials: Codes that prove what is still to be proved.
    /// - Returns: The answer; `user` and `token` are among its parameters. Code 300 means that credentials are
    ///   still to be proved.
    /// - Throws: `refused`, `timeout`, `closed` or `cancelled`.
    @discardableResult
    package func login(
        basic login: String, password: String, credentials: [AccountCredential] = []
    ) async throws(ClientError) -> Control {
        try await self.login(
            scheme: "basic", secret: BasicSecret.text(login: login, password: password), credentials: credentials)
    }

    /// Logs in with the token of an earlier login.
    @discardableResult
    package func login(token: String, credentials: [AccountCredential] = []) async throws(ClientError) -> Control {
        try await login(scheme: "token", secret: token, credentials: credentials)
    }

    /// Gives the account of this session another password.
    @discardableResult
    package func changePassword(to password: String) async throws(ClientError) -> Control {
        try await request("acc") { writer in
            writer.field("scheme", "basic")
            writer.field("secret", BasicSecret.text(login: "", password: password))
        }
    }

    /// Deletes the account of this session, and all that is its own.
    ///
    /// The server closes the connection afterwards.
    @discardableResult
    package func deleteAccount() async throws(ClientError) -> Control {
        try await delete(nil, .object(["what": .string("user")]))
    }

    private func login(
        scheme: String, secret: String, credentials: [AccountCredential]
    ) async throws(ClientError) -> Control {
        try await request("login") { writer in
            writer.field("scheme", scheme)
            writer.field("secret", secret)
            Self.write(credentials, to: &writer)
        }
    }

    private func createAccount(
        scheme: String, secret: String?, name: String, tags: [String], credentials: [AccountCredential], logsIn: Bool
    ) async throws(ClientError) -> Control {
        try await request("acc") { writer in
            writer.field("user", "new")
            writer.field("scheme", scheme)
            writer.field("secret", ifPresent: secret)
            writer.field("login", logsIn)
            if !tags.isEmpty { writer.field("tags", tags) }
            writer.field("desc", RawJSON.object(["public": .object(["fn": .string(name)])]))
            Self.write(credentials, to: &writer)
        }
    }

    private static func write(_ credentials: [AccountCredential], to writer: inout JSONWriter) {
        guard !credentials.isEmpty else { return }
        writer.array("cred") { writer in
            for credential in credentials { writer.raw(credential.json) }
        }
    }
}
