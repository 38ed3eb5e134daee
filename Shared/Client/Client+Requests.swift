package import JSON

/// The requests of the protocol. All throw `refused`, `timeout` or `closed`.
extension Client {
    /// Opens the session; must come before all else.
    @discardableResult
    package func hello() async throws(ClientError) -> Control {
        let agent = userAgent
        return try await request("hi") { writer in
            writer.field("ver", "0.22")
            writer.field("ua", agent)
        }
    }

    /// Makes an account with a password, and logs in to it.
    ///
    /// - Parameters:
    ///   - login: The login name.
    ///   - password: The password, in clear.
    ///   - name: What others see.
    /// - Returns: The answer; `user` and `token` are among its parameters.
    @discardableResult
    package func createAccount(login: String, password: String, name: String) async throws(ClientError) -> Control {
        try await request("acc") { writer in
            writer.field("user", "new1")
            writer.field("scheme", "basic")
            writer.field("secret", BasicSecret.text(login: login, password: password))
            writer.field("login", true)
            writer.field("desc", RawJSON.object(["public": .object(["fn": .string(name)])]))
        }
    }

    /// Logs in with a password.
    ///
    /// - Returns: The answer; `user` and `token` are among its parameters. Code 300 means that credentials are
    ///   still to be proved.
    @discardableResult
    package func login(basic login: String, password: String) async throws(ClientError) -> Control {
        try await request("login") { writer in
            writer.field("scheme", "basic")
            writer.field("secret", BasicSecret.text(login: login, password: password))
        }
    }

    /// Logs in with the token of an earlier login.
    @discardableResult
    package func login(token: String) async throws(ClientError) -> Control {
        try await request("login") { writer in
            writer.field("scheme", "token")
            writer.field("secret", token)
        }
    }

    /// Attaches to a topic. What `get` asks for arrives in `events`.
    ///
    /// - Parameters:
    ///   - topic: `me`, `fnd`, a user, a group, or `new…` to make a group.
    ///   - get: What to send at once, as in `{"what": "desc data"}`.
    ///   - set: What to set at once, as in `{"desc": …}`.
    /// - Returns: The answer; its `topic` is the name of a group just made.
    @discardableResult
    package func subscribe(
        _ topic: String, get: RawJSON? = nil, set: RawJSON? = nil
    ) async throws(ClientError) -> Control {
        try await request("sub") { writer in
            writer.field("topic", topic)
            writer.field("set", ifPresent: set)
            writer.field("get", ifPresent: get)
        }
    }

    /// Detaches from a topic; with `unsubscribing`, for good.
    @discardableResult
    package func leave(_ topic: String, unsubscribing: Bool = false) async throws(ClientError) -> Control {
        try await request("leave") { writer in
            writer.field("topic", topic)
            if unsubscribing { writer.field("unsub", true) }
        }
    }

    /// Publishes a plain text. See `publish(_:content:key:)`.
    @discardableResult
    package func publish(_ topic: String, text: String, key: String? = nil) async throws(ClientError) -> Int64 {
        try await publish(topic, content: .string(text), key: key)
    }

    /// Publishes to a topic that the session is attached to.
    ///
    /// - Parameters:
    ///   - topic: The topic.
    ///   - content: What to publish.
    ///   - key: The same key sent twice makes one message: give one to be able to try again after `timeout`.
    /// - Returns: The message's number in its topic.
    /// - Throws: Also `unexpectedAnswer`, when the answer has no number.
    @discardableResult
    package func publish(
        _ topic: String, content: RawJSON, key: String? = nil
    ) async throws(ClientError) -> Int64 {
        let answer = try await exchange("pub") { writer in
            writer.field("topic", topic)
            writer.field("content", content)
        } besides: { writer in
            guard let key else { return }
            writer.field("extra", RawJSON.object(["key": .string(key)]))
        }
        guard case .control(let control) = answer, let seq = control["seq"]?.int else { throw .unexpectedAnswer }
        return seq
    }

    /// Asks about a topic. Messages and any further answers arrive in `events`.
    ///
    /// - Returns: The body of the first `meta`; nil when a `ctrl` came instead, as at the end of a page of messages.
    package func get(_ topic: String, _ query: RawJSON) async throws(ClientError) -> RawJSON? {
        let answer = try await exchange("get", takesMeta: true) { writer in
            writer.field("topic", topic)
            Self.members(of: query, to: &writer)
        }
        guard case .meta(let body) = answer else { return nil }
        return body
    }

    /// Changes a topic: `change` has some of `desc`, `sub`, `tags`, `cred` and `aux`.
    @discardableResult
    package func set(_ topic: String, _ change: RawJSON) async throws(ClientError) -> Control {
        try await request("set") { writer in
            writer.field("topic", topic)
            Self.members(of: change, to: &writer)
        }
    }

    /// Deletes messages, a topic, a subscription or a user: `target` has `what` and what belongs to it.
    @discardableResult
    package func delete(_ topic: String? = nil, _ target: RawJSON) async throws(ClientError) -> Control {
        try await request("del") { writer in
            writer.field("topic", ifPresent: topic)
            Self.members(of: target, to: &writer)
        }
    }

    /// Tells others of typing (`kp`), or of a message received (`recv`) or read (`read`). Never answered.
    package func note(_ topic: String, what: String, seq: Int64? = nil) throws(ClientError) {
        let body = RawJSON.build { writer in
            writer.beginObject()
            writer.field("topic", topic)
            writer.field("what", what)
            writer.field("seq", ifPresent: seq)
            writer.endObject()
        }
        try send(raw: String(decoding: RawJSON.object(["note": body]).bytes, as: UTF8.self))
    }

    private func request(_ kind: String, _ fields: (inout JSONWriter) -> Void) async throws(ClientError) -> Control {
        guard case .control(let control) = try await exchange(kind, fields) else { throw .unexpectedAnswer }
        return control
    }

    private static func members(of object: RawJSON, to writer: inout JSONWriter) {
        guard let object = object.object else { return }
        for (key, value) in object {
            writer.key(naming: key)
            writer.raw(value)
        }
    }
}
