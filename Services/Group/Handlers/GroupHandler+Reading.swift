import Chat
import Contracts
import RPC

extension GroupHandler {
    func getTopic(_ request: GetTopicRequest, _ context: CallContext) async throws -> TopicView {
        let actor = try context.requireActor()
        let topic = try topicID(request.topic)
        if topic.isP2P, topic.peer(of: actor.user) == nil { throw RPCStatus.permissionDenied }
        let users = [actor.user] + (topic.peer(of: actor.user).map { [$0] } ?? [])
        let (record, subscriptions) = try await store.read(topic, users: users)
        guard let record, record.deletedAt == 0 else { throw RPCStatus.topicNotFound }
        if case .notes(let owner) = topic, owner != actor.user { throw RPCStatus.topicNotFound }
        let own = subscriptions[actor.user].flatMap { $0.isActive ? $0 : nil }
        return view(record, own, peer: topic.peer(of: actor.user).flatMap { subscriptions[$0] })
    }

    func listSubscriptions(
        _ request: ListSubscriptionsRequest, _ context: CallContext
    ) async throws -> ListSubscriptionsReply {
        let actor = try context.requireActor()
        let only = request.topic.isEmpty ? nil : try topicID(request.topic)
        let page = try await store.topics(
            of: actor.user, only: only, modifiedSince: request.modifiedSince, after: request.after,
            limit: try pageSize(request.limit, atMost: Limits.subscriptionPage))
        return ListSubscriptionsReply(
            topics: page.rows.map { view($0.topic, $0.subscription, peer: $0.peer) }, hasMore: page.hasMore)
    }

    func listMembers(_ request: ListMembersRequest, _ context: CallContext) async throws -> ListMembersReply {
        let actor = try context.requireActor()
        let topic = try topicID(request.topic)
        let (record, subscriptions) = try await store.read(topic, users: [actor.user])
        guard let record, record.deletedAt == 0 else { throw RPCStatus.topicNotFound }
        guard let own = subscriptions[actor.user], own.isActive else { throw RPCStatus.permissionDenied }
        if request.onlyOwn || own.isReader {
            return ListMembersReply(members: [Subscription(own)])
        }
        let standing = Resource(record.resourceKind, mode: own.access.mode)
        guard Policy.allows(actor.level, .seeMembers, on: standing) else { throw RPCStatus.permissionDenied }
        let page = try await store.members(
            of: topic, only: UserID(rawValue: request.user), modifiedSince: request.modifiedSince,
            after: UserID(rawValue: request.after),
            limit: try pageSize(request.limit, atMost: Limits.subscriptionPage))
        let seesAll = topic.isP2P || own.access.mode.intersects(.seesMembers)
        return ListMembersReply(
            members: page.rows.map { member in
                var row = Subscription(member)
                if member.user != actor.user {
                    row.privateJSON = []
                    if !seesAll, !member.access.mode.intersects(.administers) {
                        row.access = nil
                    }
                }
                return row
            }, hasMore: page.hasMore)
    }

    func authorize(_ request: AuthorizeRequest, _ context: CallContext) async throws -> AuthorizeReply {
        guard request.questions.count <= 1024 else { throw RPCStatus.malformed("too many questions") }
        var answers: [Standing] = []
        for question in request.questions {
            answers.append(try await answer(question))
        }
        return AuthorizeReply(standings: answers)
    }

    private func answer(_ question: Standing) async throws -> Standing {
        var answer = Standing(topic: question.topic, user: question.user)
        guard let topic = TopicID(question.topic), let user = UserID(rawValue: question.user) else { return answer }
        let (record, subscriptions) = try await store.read(topic, users: [user])
        // Reports may be written before anybody has read one.
        answer.exists = record.map { $0.deletedAt == 0 } ?? (topic == .system)
        answer.kind = topic == .system ? .system : record?.kind ?? .group
        if answer.exists, let subscription = subscriptions[user], subscription.isActive {
            answer.isSubscribed = true
            answer.isReader = subscription.isReader
            answer.access = AccessPair(subscription.access)
        }
        return answer
    }

    func audience(_ request: AudienceRequest, _ context: CallContext) async throws -> AudienceReply {
        let topic = try topicID(request.topic)
        let page = try await store.audience(
            of: topic, after: UserID(rawValue: request.after), limit: try pageSize(request.limit, atMost: 10_000))
        let (record, _) = try await store.read(topic, users: [])
        return AudienceReply(
            members: page.rows.map {
                AudienceMember(user: $0.user.rawValue, mode: $0.access.mode.mask, isReader: $0.isReader)
            }, hasMore: page.hasMore, kind: record?.kind ?? .group)
    }

    private func pageSize(_ asked: Int32, atMost bound: Int) throws(RPCStatus) -> Int {
        guard asked >= 0 else { throw RPCStatus.malformed("page size") }
        return asked == 0 ? bound : min(Int(asked), bound)
    }
}
