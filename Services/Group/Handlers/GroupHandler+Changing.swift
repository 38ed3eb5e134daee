import Chat
import Contracts
import RPC

extension GroupHandler {
    func updateTopic(_ request: UpdateTopicRequest, _ context: CallContext) async throws -> TopicChangedReply {
        let actor = try context.requireActor()
        let topic = try topicID(request.topic)
        let (changed, _) = try await store.change(topic, users: [actor.user], actor: actor, now: now()) { snapshot in
            let record = try snapshot.living()
            let isShared = try Self.updateShared(&snapshot, record, request)
            let isPrivate = try Self.updatePrivate(&snapshot, record, request.privateJSON)
            if isShared {
                snapshot.topic?.updatedAt = snapshot.now
                snapshot.note { $0.topicChanged = TopicChanged(description: true) }
            } else if isPrivate {
                snapshot.note { $0.topicChanged = TopicChanged(privateOf: actor.user.rawValue) }
            }
            return isShared || isPrivate
        }
        return TopicChangedReply(changed: changed)
    }

    private static func updateShared(
        _ snapshot: inout TopicSnapshot, _ record: TopicRecord, _ request: UpdateTopicRequest
    ) throws -> Bool {
        var changed = false
        if !request.publicJSON.isEmpty {
            try snapshot.require(.updateTopic, in: record)
            let patched = try Patch.apply(request.publicJSON, to: record.publicJSON)
            snapshot.topic?.publicJSON = patched.result
            changed = patched.changed
        }
        if !request.trustedJSON.isEmpty {
            guard Policy.allows(snapshot.actor.level, .setTrusted, on: .suite) else {
                throw RPCStatus.permissionDenied
            }
            let patched = try Patch.apply(request.trustedJSON, to: record.trustedJSON)
            snapshot.topic?.trustedJSON = patched.result
            changed = changed || patched.changed
        }
        if let pair = request.defaultAccess {
            try snapshot.require(.updateDefaults, in: record)
            let access = DefaultAccess(pair)
            guard !access.authenticated.contains(.owner), !access.anonymous.contains(.owner) else {
                throw RPCStatus.malformed("ownership by default")
            }
            changed = changed || access != record.defaultAccess
            snapshot.topic?.defaultAccess = access
        }
        return changed
    }

    private static func updatePrivate(
        _ snapshot: inout TopicSnapshot, _ record: TopicRecord, _ patch: [UInt8]
    ) throws -> Bool {
        guard !patch.isEmpty else { return false }
        let user = snapshot.actor.user
        try snapshot.require(.updatePrivate, in: record)
        let patched = try Patch.apply(patch, to: snapshot.subscriptions[user]?.privateJSON ?? [])
        guard patched.changed else { return false }
        snapshot.subscriptions[user]?.privateJSON = patched.result
        snapshot.subscriptions[user]?.updatedAt = snapshot.now
        return true
    }

    func setAccess(_ request: SetAccessRequest, _ context: CallContext) async throws -> SetAccessReply {
        let actor = try context.requireActor()
        let topic = try topicID(request.topic)
        let mode = try mode(request.mode)
        let target = request.user == 0 ? actor.user : try userID(request.user)
        if target != actor.user {
            _ = try await profiles([target])
        }
        let users = Array(Set([actor.user, target]))
        let (changed, snapshot) = try await store.change(topic, users: users, actor: actor, now: now()) {
            [capacity] snapshot in
            if target == actor.user {
                guard let mode else { throw RPCStatus.malformed("no mode") }
                return try AccessRules.setWant(&snapshot, mode)
            }
            return try AccessRules.setGiven(&snapshot, of: target, mode, capacity: capacity)
        }
        return SetAccessReply(access: snapshot.active(target).map { AccessPair($0.access) }, changed: changed)
    }

    func evict(_ request: EvictRequest, _ context: CallContext) async throws -> EmptyMessage {
        let actor = try context.requireActor()
        let target = try userID(request.user)
        _ = try await store.change(
            topicID(request.topic), users: [actor.user, target], actor: actor, now: now()
        ) { try AccessRules.evict(&$0, target) }
        return EmptyMessage()
    }

    func deleteTopic(_ request: DeleteTopicRequest, _ context: CallContext) async throws -> EmptyMessage {
        let actor = try context.requireActor()
        let topic = try topicID(request.topic)
        let others = topic.peer(of: actor.user).map { [$0] } ?? []
        _ = try await store.change(topic, users: [actor.user] + others, actor: actor, now: now()) { snapshot in
            let record = try snapshot.living()
            if Policy.allows(actor.level, .deleteTopic, on: snapshot.standing(in: record)) {
                AccessRules.delete(&snapshot)
            } else {
                try AccessRules.leave(&snapshot)
            }
        }
        return EmptyMessage()
    }

    func setTags(_ request: TopicTagsRequest, _ context: CallContext) async throws -> TopicTagsReply {
        let actor = try context.requireActor()
        let tags = try TopicTags.read(request.tags)
        let (reply, _) = try await store.change(
            topicID(request.topic), users: [actor.user], actor: actor, now: now()
        ) { snapshot in
            let record = try snapshot.living()
            try snapshot.require(.setTags, in: record)
            let (old, new) = (Set(record.tags), Set(tags))
            if old != new {
                snapshot.topic?.tags = tags
                snapshot.topic?.updatedAt = snapshot.now
                snapshot.note { $0.topicChanged = TopicChanged(tags: true) }
            }
            return TopicTagsReply(
                tags: tags, added: Int32(new.subtracting(old).count), removed: Int32(old.subtracting(new).count))
        }
        return reply
    }

    func setAuxiliary(_ request: SetAuxiliaryRequest, _ context: CallContext) async throws -> TopicChangedReply {
        let actor = try context.requireActor()
        let (changed, _) = try await store.change(
            topicID(request.topic), users: [actor.user], actor: actor, now: now()
        ) { snapshot in
            let record = try snapshot.living()
            try snapshot.require(.setAuxiliary, in: record)
            let patched = try Patch.apply(request.auxiliaryJSON, to: record.auxiliaryJSON)
            guard patched.changed else { return false }
            snapshot.topic?.auxiliaryJSON = patched.result
            snapshot.note { $0.topicChanged = TopicChanged(auxiliary: true) }
            return true
        }
        return TopicChangedReply(changed: changed)
    }
}
