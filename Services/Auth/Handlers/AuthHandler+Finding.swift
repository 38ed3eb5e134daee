import Chat
import Contracts
import RPC

extension AuthHandler {
    func find(_ request: FindAccountsRequest, _ context: CallContext) async throws -> FindAccountsReply {
        let actor = try context.requireActor()
        guard let query = request.query, query.required.count <= SearchQuery.requiredLimit,
            query.optional.count <= SearchQuery.optionalLimit, request.limit >= 0
        else { throw RPCStatus.malformed("query") }
        let asked = Set(query.required.flatMap(\.tags) + query.optional)
        try await checkMasks(of: asked, actor)
        // Who may suspend also finds who is suspended.
        let isRoot = Policy.allows(actor.level, .suspendAccount, on: .suite)
        let found = try await store.find(
            query, in: isRoot || request.anyState ? [.ok, .suspended] : [.ok],
            limit: request.limit == 0
                ? Limits.subscriptionPage : min(Int(request.limit), Limits.subscriptionPage))
        return FindAccountsReply(
            found: found.map { account in
                FoundAccount(profile: account.profile, tags: account.tags.filter(asked.contains))
            })
    }

    /// Fails for tags of masked namespaces that the actor does not have; root may look everywhere.
    private func checkMasks(of tags: Set<String>, _ actor: Actor) async throws {
        guard !Policy.allows(actor.level, .actOnBehalf, on: .suite) else { return }
        let masked = tags.filter { Tag($0)?.isIn(settings.maskedTags) == true }
        guard !masked.isEmpty else { return }
        let own = try await store.account(actor.user)?.tags ?? []
        guard masked.isSubset(of: own) else { throw RPCStatus.permissionDenied }
    }

    func claimAlias(_ request: ClaimAliasRequest, _ context: CallContext) async throws -> EmptyMessage {
        let topic = try group(request.topic)
        guard let tag = Tag(request.alias), Tag.isAlias(tag.text) else { throw RPCStatus.malformed("alias") }
        if request.givesUp {
            try await store.giveUp(tag.text, of: topic)
        } else {
            try await store.claim(tag.text, for: topic, at: now())
        }
        return EmptyMessage()
    }

    func settleAliases(_ request: SettleAliasesRequest, _ context: CallContext) async throws -> SettleAliasesReply {
        let topic = try group(request.topic)
        let lost = try await store.settle(
            request.aliases.filter(Tag.isAlias), of: topic, claimedBefore: now() - Self.claimLifetime)
        return SettleAliasesReply(lost: lost)
    }

    /// How long a claim holds that nobody settles, milliseconds: much longer than an event is ever on its way.
    static let claimLifetime: Int64 = 3600 * 1000

    private func group(_ name: String) throws(RPCStatus) -> TopicID {
        guard let topic = TopicID(name), case .group = topic else { throw RPCStatus.malformed("topic") }
        return topic
    }
}
