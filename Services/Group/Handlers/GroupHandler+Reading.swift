import Chat
import Contracts
import RPC
import Storage

extension GroupHandler {
    func getTopic(_ request: GetTopicRequest, _ context: CallContext) async throws -> TopicView {
        let actor = try context.requireActor()
        let topic = try topicID(request.topic)
        let found = try await store.read(topic, users: concerned(topic, actor.user))
        let record = found.topic ?? (topic == .system ? TopicRecord.system(at: 0) : nil)
        let snapshot = TopicSnapshot(topic: record, subscriptions: found.subscriptions, actor: actor, now: now())
        let living = try snapshot.living()
        // Private chats and notes are nobody else's to know of.
        switch topic {
        case .p2p where topic.peer(of: actor.user) == nil: throw RPCStatus.topicNotFound
        case .notes(let owner) where owner != actor.user: throw RPCStatus.topicNotFound
        case .group where request.asReader && !living.isChannel: throw RPCStatus.topicNotFound
        default: break
        }
        try snapshot.require(.seeTopic, in: living)
        return try view(snapshot)
    }

    func listSubscriptions(
        _ request: ListSubscriptionsRequest, _ context: CallContext
    ) async throws -> ListSubscriptionsReply {
        let actor = try context.requireActor()
        let page = try await store.topics(
            of: actor.user, only: request.topic.isEmpty ? nil : topicID(request.topic),
            modifiedSince: request.modifiedSince, after: request.after,
            limit: pageSize(request.limit, atMost: Limits.subscriptionPage))
        return ListSubscriptionsReply(
            topics: page.items.map { view($0.topic, $0.subscription, peer: $0.peer, for: actor.level) },
            hasMore: page.hasMore)
    }

    func listMembers(_ request: ListMembersRequest, _ context: CallContext) async throws -> ListMembersReply {
        let actor = try context.requireActor()
        let topic = try topicID(request.topic)
        let limit = try pageSize(request.limit, atMost: Limits.subscriptionPage)
        let found = try await store.read(topic, users: [actor.user])
        let snapshot = TopicSnapshot(
            topic: found.topic, subscriptions: found.subscriptions, actor: actor, now: now())
        let record = try snapshot.living()
        guard let own = snapshot.active(actor.user) else { throw RPCStatus.permissionDenied }
        if request.onlyOwn || own.isReader {
            return ListMembersReply(members: [Subscription(own)])
        }
        try snapshot.require(.seeMembers, in: record)
        let seesAll = Policy.allows(actor.level, .seeAccess, on: snapshot.standing(in: record))
        let page = try await store.members(
            of: topic, only: UserID(rawValue: request.user), modifiedSince: request.modifiedSince,
            after: UserID(rawValue: request.after), limit: limit)
        return ListMembersReply(
            members: page.items.map { member($0, seenBy: actor.user, seesAll: seesAll) }, hasMore: page.hasMore)
    }

    /// A member as another sees it: without private notes, and without access unless it is an administrator's or the
    /// viewer may know it.
    private func member(_ record: SubscriptionRecord, seenBy viewer: UserID, seesAll: Bool) -> Subscription {
        var member = Subscription(record)
        guard record.user != viewer else { return member }
        member.privateJSON = []
        if !seesAll, !record.access.mode.intersects(.administers) {
            member.access = nil
        }
        return member
    }
}
