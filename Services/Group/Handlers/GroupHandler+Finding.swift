import Chat
import Contracts
import RPC
import Storage

extension GroupHandler {
    func find(_ request: FindTopicsRequest, _ context: CallContext) async throws -> FindTopicsReply {
        let actor = try context.requireActor()
        guard let query = request.query, query.required.count <= SearchQuery.requiredLimit,
            query.optional.count <= SearchQuery.optionalLimit
        else { throw RPCStatus.malformed("query") }
        let asked = Set(query.required.flatMap(\.tags) + query.optional)
        let found = try await store.find(query, limit: pageSize(request.limit, atMost: Limits.subscriptionPage))
        return FindTopicsReply(
            found: found.map { topic in
                FoundTopic(
                    topic: view(topic, nil, peer: nil, for: actor.level), tags: topic.tags.filter(asked.contains))
            })
    }

    /// Makes a change that gives tags to a topic, with the alias among them taken from the auth service before.
    ///
    /// A claim that comes to nothing is given up; one whose outcome is not known runs out by itself. Once the change is
    /// made, its event settles the claim: see ``AliasFollower``.
    ///
    /// - Throws: `malformed` when the alias is somebody else's; what `change` throws.
    func claiming<Value: Sendable>(
        _ tags: [String], for topic: TopicID, _ change: () async throws -> Value
    ) async throws -> Value {
        guard case .group = topic, let alias = tags.first(where: Tag.isAlias) else { return try await change() }
        _ = try await auth.claimAlias(ClaimAliasRequest(topic: "\(topic)", alias: alias))
        do {
            return try await change()
        } catch {
            if (error as? StoreError) != .timeout {
                // Best effort, as above.
                _ = try? await auth.claimAlias(ClaimAliasRequest(topic: "\(topic)", alias: alias, givesUp: true))
            }
            if (error as? StoreError) == .conflict { throw RPCStatus.malformed("the alias is taken") }
            throw error
        }
    }
}
