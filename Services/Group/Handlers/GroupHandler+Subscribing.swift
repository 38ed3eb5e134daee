import Chat
import Contracts
import JSON
import RPC

extension GroupHandler {
    func createTopic(_ request: CreateTopicRequest, _ context: CallContext) async throws -> SubscribeReply {
        let actor = try context.requireActor()
        guard actor.level >= .authenticated else { throw RPCStatus.permissionDenied }
        let want = try mode(request.mode) ?? .full
        guard want.isSuperset(of: [.join, .owner]) else { throw RPCStatus.permissionDenied }
        let offered =
            request.defaultAccess.map(DefaultAccess.init)
            ?? DefaultAccess(
                authenticated: request.isChannel ? AccessMode.Default.channel : AccessMode.Default.group,
                anonymous: .none)
        let tags = try TopicTags.read(request.tags)
        if !request.trustedJSON.isEmpty, !Policy.allows(actor.level, .setTrusted, on: .suite) {
            throw RPCStatus.permissionDenied
        }
        let (publicJSON, trustedJSON, privateJSON) = try (
            Patch.apply(request.publicJSON, to: []).result, Patch.apply(request.trustedJSON, to: []).result,
            Patch.apply(request.privateJSON, to: []).result
        )
        let moment = now()
        let topic = TopicID.group(UInt64.random(in: 1...UInt64.max))
        let (_, snapshot) = try await store.change(topic, users: [actor.user], actor: actor, now: moment) { snapshot in
            var record = TopicRecord(
                id: topic, isChannel: request.isChannel, owner: actor.user, at: moment,
                defaultAccess: DefaultAccess(
                    authenticated: offered.authenticated.subtracting(.owner),
                    anonymous: offered.anonymous.subtracting(.owner)))
            record.publicJSON = publicJSON
            record.trustedJSON = trustedJSON
            record.tags = tags
            snapshot.topic = record
            snapshot.note { $0.topicCreated = TopicCreated() }
            snapshot.setAccess(Access(want: want, given: .full), of: actor.user)
            snapshot.subscriptions[actor.user]?.privateJSON = privateJSON
        }
        return SubscribeReply(topic: try view(snapshot), isCreated: true, isChanged: true)
    }

    func subscribe(_ request: SubscribeRequest, _ context: CallContext) async throws -> SubscribeReply {
        let actor = try context.requireActor()
        let topic = try topicID(request.topic)
        let mode = try mode(request.mode)
        switch topic {
        case .group:
            return try await join(topic, request, actor) { [capacity] snapshot in
                try JoiningRules.joinGroup(&snapshot, mode: mode, asReader: request.asReader, capacity: capacity)
            }
        case .p2p:
            return try await subscribeP2P(topic, request, mode, actor)
        case .notes(let owner):
            guard owner == actor.user else { throw RPCStatus.permissionDenied }
            return try await joinOwn(topic, AccessMode.Default.notes, owner: owner, request, actor)
        case .system:
            guard Policy.allows(actor.level, .readReports, on: Resource(.system)) else {
                throw RPCStatus.permissionDenied
            }
            return try await joinOwn(topic, AccessMode.Default.system, owner: nil, request, actor)
        }
    }

    private func subscribeP2P(
        _ topic: TopicID, _ request: SubscribeRequest, _ mode: AccessMode?, _ actor: Actor
    ) async throws -> SubscribeReply {
        guard let peer = topic.peer(of: actor.user) else { throw RPCStatus.permissionDenied }
        let profiles = try await profiles([actor.user, peer])
        let nobody = DefaultAccess(authenticated: .none, anonymous: .none)
        let own = profiles[actor.user]?.defaultAccess.map(DefaultAccess.init) ?? nobody
        let offers = profiles[peer]?.defaultAccess.map(DefaultAccess.init) ?? nobody
        let offered = request.defaultAccess.map(DefaultAccess.init)
        let moment = now()
        return try await join(topic, request, actor, others: [peer]) { snapshot in
            if snapshot.topic == nil || snapshot.topic?.deletedAt != 0 {
                let count = snapshot.topic == nil
                snapshot.topic = TopicRecord(id: topic, at: moment, defaultAccess: nobody)
                if count { snapshot.note { $0.topicCreated = TopicCreated() } }
            }
            return try JoiningRules.joinP2P(
                &snapshot, peer: (peer, offers), own: own, mode: mode, offered: offered)
        }
    }

    private func joinOwn(
        _ topic: TopicID, _ mode: AccessMode, owner: UserID?, _ request: SubscribeRequest, _ actor: Actor
    ) async throws -> SubscribeReply {
        let moment = now()
        return try await join(topic, request, actor) { snapshot in
            if snapshot.topic == nil || snapshot.topic?.deletedAt != 0 {
                snapshot.topic = TopicRecord(
                    id: topic, owner: owner, at: moment,
                    defaultAccess: DefaultAccess(authenticated: .none, anonymous: .none))
                if topic == .system {
                    snapshot.topic?.publicJSON = Array(#"{"fn":"System"}"#.utf8)
                }
            }
            return snapshot.setAccess(Access(both: mode), of: actor.user)
        }
    }

    private func join(
        _ topic: TopicID, _ request: SubscribeRequest, _ actor: Actor, others: [UserID] = [],
        _ rule: @escaping @Sendable (inout TopicSnapshot) throws -> Bool
    ) async throws -> SubscribeReply {
        let users = [actor.user] + others
        let (outcome, snapshot) = try await store.change(topic, users: users, actor: actor, now: now()) { snapshot in
            let isCreated = snapshot.topic == nil || snapshot.topic?.deletedAt != 0
            let isChanged = try rule(&snapshot)
            if !request.privateJSON.isEmpty, let old = snapshot.subscriptions[actor.user] {
                let patched = try Patch.apply(request.privateJSON, to: old.privateJSON)
                if patched.changed {
                    snapshot.subscriptions[actor.user]?.privateJSON = patched.result
                    snapshot.subscriptions[actor.user]?.updatedAt = snapshot.now
                }
            }
            return (isCreated: isCreated, isChanged: isChanged)
        }
        return SubscribeReply(
            topic: try view(snapshot), isCreated: outcome.isCreated, isChanged: outcome.isChanged)
    }

    func unsubscribe(_ request: UnsubscribeRequest, _ context: CallContext) async throws -> EmptyMessage {
        let actor = try context.requireActor()
        let topic = try topicID(request.topic)
        let others = topic.peer(of: actor.user).map { [$0] } ?? []
        _ = try await store.change(topic, users: [actor.user] + others, actor: actor, now: now()) {
            try AccessRules.leave(&$0)
        }
        return EmptyMessage()
    }
}
