import Chat
import Contracts
import RPC

extension GroupHandler {
    func subscribe(_ request: SubscribeRequest, _ context: CallContext) async throws -> SubscribeReply {
        let actor = try context.requireActor()
        let topic = try topicID(request.topic)
        let mode = try mode(request.mode)
        switch topic {
        case .group:
            return try await join(topic, request, actor) { [settings] snapshot in
                try JoiningRules.joinGroup(
                    &snapshot, mode: mode, asReader: request.asReader, capacity: settings.memberLimit)
            }
        case .p2p:
            return try await joinP2P(topic, request, mode, actor)
        case .notes(let owner):
            guard owner == actor.user else { throw RPCStatus.topicNotFound }
            let record = TopicRecord(id: topic, owner: owner, at: now())
            return try await join(topic, request, actor) { snapshot in
                try JoiningRules.joinOwn(&snapshot, record, given: AccessMode.Default.notes, mode: mode)
            }
        case .system:
            guard Policy.allows(actor.level, .readReports, on: Resource(.system)) else {
                throw RPCStatus.permissionDenied
            }
            let record = TopicRecord.system(at: now())
            return try await join(topic, request, actor) { snapshot in
                try JoiningRules.joinOwn(&snapshot, record, given: AccessMode.Default.system, mode: mode)
            }
        }
    }

    /// Joins a private chat; the accounts are asked for only when somebody comes into it.
    private func joinP2P(
        _ topic: TopicID, _ request: SubscribeRequest, _ mode: AccessMode?, _ actor: Actor
    ) async throws -> SubscribeReply {
        guard let peer = topic.peer(of: actor.user) else { throw RPCStatus.topicNotFound }
        let offered = request.defaultAccess.map(DefaultAccess.init)
        let attempt = { (accounts: JoiningRules.Accounts?) async throws -> SubscribeReply in
            try await join(topic, request, actor) { snapshot in
                try JoiningRules.joinP2P(&snapshot, topic: topic, mode: mode, offered: offered, accounts: accounts)
            }
        }
        do {
            return try await attempt(nil)
        } catch is JoiningRules.AccountsNeeded {
            return try await attempt(accounts(actor.user, with: peer))
        }
    }

    /// Applies a rule that joins the actor.
    ///
    /// Most of those who subscribe only attach again. A reading is enough for them: the rule is tried on it first, and
    /// only if it changes something is it applied in a transaction.
    private func join(
        _ topic: TopicID, _ request: SubscribeRequest, _ actor: Actor,
        _ rule: @escaping @Sendable (inout TopicSnapshot) throws -> Bool
    ) async throws -> SubscribeReply {
        let limit = settings.descriptionSize
        let whole = { @Sendable (snapshot: inout TopicSnapshot) throws -> Bool in
            let wasIn = snapshot.active(actor.user) != nil
            let isChanged = try rule(&snapshot)
            _ = try DescribingRules.patchPrivate(&snapshot, request.privateJSON, limit: limit, isNoted: wasIn)
            return isChanged
        }
        let found = try await store.read(topic, users: concerned(topic, actor.user))
        let before = TopicSnapshot(
            topic: found.topic, subscriptions: found.subscriptions, actor: actor, now: now())
        var after = before
        var isChanged = try whole(&after)
        if after != before {
            (isChanged, after) = try await change(topic, by: actor, whole)
        }
        return SubscribeReply(
            topic: try view(after), isCreated: after.events.contains(.created), isChanged: isChanged)
    }
}
