import Chat
import Contracts
import RPC

extension MessageHandler {
    func react(_ request: ReactRequest, _ context: CallContext) async throws -> ReactReply {
        let actor = try context.requireActor()
        guard request.sequence >= 1, request.value.isEmpty || ReactionRules.isValue(request.value) else {
            throw RPCStatus.malformed("reaction")
        }
        let standing = try await access.standing(of: actor.user.rawValue, in: request.topic)
        guard standing.exists else { throw RPCStatus.topicNotFound }
        let action: Action = standing.isReader ? .reactAsReader : .react
        guard Policy.allows(actor.level, action, on: standing.resource) else { throw RPCStatus.permissionDenied }
        let limit = try await limit(for: request, actor)
        let event = Event(
            id: "react-\(request.topic)-\(now())-\(UInt64.random(in: 0...UInt64.max))", at: now(),
            actor: actor.user.rawValue, originSession: actor.session, topic: request.topic,
            messageReacted: MessageReacted(sequence: request.sequence, value: request.value))
        let reaction = NewReaction(
            topic: request.topic, sequence: request.sequence, user: actor.user.rawValue, value: request.value,
            limit: limit)
        switch try await store.react(reaction, event: event) {
        case .changed(let number): return ReactReply(reactionID: number, changed: true)
        case .unchanged(let number): return ReactReply(reactionID: number)
        case .noMessage: throw RPCStatus.notFound
        case .tooMany: throw RPCStatus.policyViolation(what: "count")
        }
    }

    /// The most different values that the message may have with this one.
    ///
    /// What is withdrawn needs no permission of the topic.
    private func limit(for request: ReactRequest, _ actor: Actor) async throws -> Int {
        guard !request.value.isEmpty else { return Limits.reactions }
        let view = try await group.getTopic(
            GetTopicRequest(topic: request.topic, asReader: request.asReader), as: actor)
        let rules = ReactionRules(settings, auxiliary: view.auxiliaryJSON)
        guard rules.allows(request.value) else { throw RPCStatus.policyViolation(what: "value") }
        guard rules.limit > 0 else { throw RPCStatus.policyViolation(what: "count") }
        return rules.limit
    }

    func getReactions(_ request: GetReactionsRequest, _ context: CallContext) async throws -> GetReactionsReply {
        let actor = try context.requireActor()
        let user = actor.user.rawValue
        guard request.since >= 0, request.before >= 0, request.limit >= 0 else { throw RPCStatus.malformed("bounds") }
        guard request.ranges.count <= Limits.deletedMessages else { throw RPCStatus.malformed("too many ranges") }
        let standing = try await authorize(user, level: actor.level, .readHistory, in: request.topic)
        let (low, high) = (max(request.since, 1), request.before > 0 ? request.before - 1 : Int64.max)
        guard low <= high else { return GetReactionsReply() }
        let limit = request.limit == 0 ? Limits.historyPage : min(Int(request.limit), Limits.historyPage)
        return GetReactionsReply(
            messages: try await store.reactions(
                ReactionsQuery(
                    topic: request.topic, user: user, isReader: standing.isReader || request.asReader,
                    changes: low...high, ranges: try MessageRanges.read(request.ranges), limit: limit)))
    }
}
