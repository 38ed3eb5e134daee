package import JSON

/// The requests about topics and messages.
///
/// All throw `refused`, `timeout`, `closed` or `cancelled`.
extension Client {
    /// Attaches to a topic.
    ///
    /// - Parameters:
    ///   - topic: `me`, `fnd`, a user, a group, or `new…` to make a group.
    ///   - get: What to send at once, as in `{"what": "desc data"}`; it arrives in `events`.
    ///   - set: What to set at once, as in `{"desc": …}`.
    /// - Returns: The answer; its `topic` is the name of a group just made. Code 304 says that the session was attached
    ///   already.
    /// - Throws: `refused`, `timeout`, `closed` or `cancelled`.
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

    /// Publishes a plain text.
    ///
    /// See `publish(_:content:head:noEcho:attachments:key:)`.
    @discardableResult
    package func publish(
        _ topic: String, text: String, noEcho: Bool = false, key: String? = nil
    ) async throws(ClientError) -> Int64 {
        try await publish(topic, content: .string(text), noEcho: noEcho, key: key)
    }

    /// Publishes to a topic that the session is attached to.
    ///
    /// - Parameters:
    ///   - topic: The topic.
    ///   - content: What to publish: a string, or an object such as a Drafty document.
    ///   - head: What is said of the content, as in `{"mime": "text/x-drafty"}` or `{"replace": ":5"}`.
    ///   - noEcho: Whether this session is spared the message itself; others get it as ever.
    ///   - attachments: The files that the content refers to.
    ///   - key: The same key sent twice makes one message: give one to be able to try again after `timeout` or
    ///     `closed`, from another connection too.
    /// - Returns: The message's number in its topic.
    /// - Throws: `refused`, `timeout`, `closed`, `cancelled`, or `unexpectedAnswer` when the answer has no number.
    @discardableResult
    package func publish(
        _ topic: String, content: RawJSON, head: RawJSON? = nil, noEcho: Bool = false, attachments: [String] = [],
        key: String? = nil
    ) async throws(ClientError) -> Int64 {
        let control = try await request("pub") { writer in
            writer.field("topic", topic)
            if noEcho { writer.field("noecho", true) }
            writer.field("head", ifPresent: head)
            writer.field("content", content)
        } besides: { writer in
            guard key != nil || !attachments.isEmpty else { return }
            writer.object("extra") { writer in
                writer.field("key", ifPresent: key)
                if !attachments.isEmpty { writer.field("attachments", attachments) }
            }
        }
        guard let seq = control["seq"]?.int else { throw .unexpectedAnswer }
        return seq
    }

    /// Asks about a topic.
    ///
    /// Messages and all answers arrive in `events`, the one that is returned too. The questions of one answer are simpler: `description(of:)`, `subscriptions(of:)`, `messages(of:)` and others.
    ///
    /// - Parameters:
    ///   - topic: The topic.
    ///   - query: What to tell, as in `{"what": "desc sub"}`.
    /// - Returns: The body of the first `meta`; nil when a `ctrl` came instead, as at the end of a page of messages.
    /// - Throws: `refused`, `timeout`, `closed` or `cancelled`.
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

    /// Tells others of typing (`kp`), or of a message received (`recv`) or read (`read`).
    ///
    /// There is no answer.
    ///
    /// - Throws: `closed`.
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

    /// Makes a request that only a `ctrl` answers.
    func request(
        _ kind: String, _ fields: (inout JSONWriter) -> Void, besides: (inout JSONWriter) -> Void = { _ in }
    ) async throws(ClientError) -> Control {
        guard case .control(let control) = try await exchange(kind, fields, besides: besides) else {
            throw .unexpectedAnswer
        }
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
