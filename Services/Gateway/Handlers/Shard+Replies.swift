import Chat
import Contracts
import JSON

extension Shard {
    /// Sends the outcome of a request: parameters in the order of their names, as clients have always seen them.
    func reply(
        _ code: ReplyCode, _ parameters: [ControlParameter]? = nil, to id: String?, topic: String? = nil,
        in session: Session
    ) {
        send(
            ControlMessage(
                code, id: id, topic: topic, parameters: parameters?.sorted { $0.name < $1.name }, at: node.now()),
            to: session)
    }

    /// Sends an outcome whose `params` is one value rather than an object.
    func reply(_ code: ReplyCode, _ value: RawJSON, to id: String?, in session: Session) {
        var message = ControlMessage(code, id: id, at: node.now())
        message.value = value
        send(message, to: session)
    }

    /// Reads a user a client names.
    func userID(_ text: String) throws(Refusal) -> UserID {
        guard let user = UserID(text) else { throw Refusal(.malformed) }
        return user
    }

    /// Reads the `defacs` of a description over what holds where it says nothing; nil when it says nothing at all.
    ///
    /// - Throws: 400 for letters that are no mode.
    func defaultAccess(_ part: DescriptionPart?, over current: DefaultAccess) throws(Refusal) -> DefaultAccessPair? {
        guard let said = part?.defaultAccess else { return nil }
        var access = current
        if let text = said.authenticated, !text.isEmpty {
            guard let mode = AccessMode(text) else { throw Refusal(.malformed) }
            access.authenticated = mode
        }
        if let text = said.anonymous, !text.isEmpty {
            guard let mode = AccessMode(text) else { throw Refusal(.malformed) }
            access.anonymous = mode
        }
        return DefaultAccessPair(access)
    }
}

extension ControlParameter {
    /// When to try again: whole seconds, at least one.
    static func retry(after delay: Duration) -> ControlParameter {
        ControlParameter("retry", .int(max(1, delay.components.seconds)))
    }

    /// The access of a subscription, as replies show it.
    static func access(_ access: Access) -> ControlParameter {
        ControlParameter(
            "acs",
            .object([
                "want": .string("\(access.want)"), "given": .string("\(access.given)"),
                "mode": .string("\(access.mode)"),
            ]))
    }
}
