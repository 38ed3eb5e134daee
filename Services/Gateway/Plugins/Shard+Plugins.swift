import Chat
import Contracts
import NIOCore

extension Shard {
    /// Asks the plugins about a request, if one of them wants to be asked.
    ///
    /// - Returns: The request that is to be performed; nil when there is nothing more to do.
    func judged(_ message: ClientMessage, in session: Session) async -> ClientMessage? {
        guard node.plugins.judges(message) else { return message }
        switch await node.plugins.judge(message, in: session.context, at: node.now()) {
        case .perform(let message):
            return message
        case .drop:
            return nil
        case .respond(let answer):
            session.connection.value.send(answer)
            return nil
        case .refuse(let code):
            refuse(message, with: Refusal(code), in: session)
            return nil
        }
    }

    // MARK: What happened

    /// Tells of a new or a changed account, as its owner has described it; of one that is gone by its number alone.
    func tellPlugins(_ action: Pbx.Crud, account user: UserID, _ account: Account? = nil) {
        guard !node.plugins.isEmpty else { return }
        node.plugins.tell(
            .account(
                Pbx.AccountEvent(
                    action: action, userID: "\(user)",
                    defaultAccess: account?.defaultAccess.map { Pbx.DefaultAcsMode(DefaultAccess($0)) },
                    publicJSON: account?.publicJSON ?? [], tags: account?.tags ?? [])))
    }

    /// Tells of an account that has changed, as it is now.
    func tellPlugins(ofChanged user: UserID, _ actor: Actor) async {
        guard !node.plugins.isEmpty else { return }
        let account = try? await node.services.auth.getAccount(GetAccountRequest(user: user.rawValue), as: actor)
        tellPlugins(.update, account: user, account)
    }

    /// Tells of a topic; of one that is gone by its name alone.
    func tellPlugins(_ action: Pbx.Crud, topic: TopicID, _ view: TopicView? = nil) {
        guard !node.plugins.isEmpty else { return }
        let description = view.map { view in
            TopicDescription(
                createdAt: view.createdAt, updatedAt: view.updatedAt,
                defaultAccess: view.defaultAccess.map(DefaultAccess.init), publicJSON: view.publicJSON,
                trustedJSON: view.trustedJSON)
        }
        node.plugins.tell(
            .topic(Pbx.TopicEvent(action: action, name: "\(topic)", desc: description.map(Pbx.TopicDesc.init))))
    }

    /// Tells of a topic that has changed, as it is now.
    func tellPlugins(ofChanged topic: TopicID, _ actor: Actor) async {
        guard !node.plugins.isEmpty else { return }
        let view = try? await node.services.group.getTopic(GetTopicRequest(topic: "\(topic)"), as: actor)
        tellPlugins(.update, topic: topic, view)
    }

    /// Tells of a subscription.
    func tellPlugins(_ action: Pbx.Crud, subscriptionOf user: UserID, to topic: TopicID, _ access: Access? = nil) {
        guard !node.plugins.isEmpty else { return }
        node.plugins.tell(
            .subscription(
                Pbx.SubscriptionEvent(
                    action: action, topic: "\(topic)", userID: "\(user)", mode: access.map(Pbx.AccessMode.init))))
    }

    /// Tells of a message that is stored.
    func tellPlugins(_ submission: Submission, as sequence: Int64) {
        node.plugins.tell(
            .message(
                Pbx.MessageEvent(
                    action: .create,
                    msg: Pbx.ServerData(
                        DataMessage(
                            topic: submission.topic, from: UserID(rawValue: submission.sender), at: node.now(),
                            sequence: sequence, head: submission.head, content: submission.content)))))
    }
}

extension Session {
    /// The session as plugins are told of it.
    fileprivate var context: Pbx.SessionContext {
        Pbx.SessionContext(
            sessionID: name, userID: user?.description ?? "",
            authLevel: Pbx.AuthLevel(rawValue: Int32(actor?.level.rawValue ?? 0)),
            remoteAddr: connection.value.remoteAddress, userAgent: userAgent, deviceID: device, language: language)
    }
}
