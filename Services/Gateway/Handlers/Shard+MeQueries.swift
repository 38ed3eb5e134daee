import Chat
import Contracts

extension Shard {
    /// Answers a query about `me` in the protocol's order, each part by itself.
    ///
    /// - Throws: 400 for a query that asks for nothing or for what does not exist.
    func answerMe(_ query: QueryPart, to id: String?, _ actor: Actor, in session: Session) async throws(Refusal) {
        let part = MetaReply(id: id, topic: "me", session: session)
        try await answer(query, part) { try await answerMe($0, of: query, actor, part) }
    }

    private func answerMe(
        _ word: QueryWord, of query: QueryPart, _ actor: Actor, _ part: MetaReply
    ) async throws {
        switch word {
        case .description:
            let account = try await account(of: actor)
            if let since = query.description?.modifiedSince, account.updatedAt <= since {
                sendNone("desc", part)
            } else {
                var description = TopicDescription(account)
                description.touchedAt = account.updatedAt
                description.access = Access(both: AccessMode.Default.me)
                send(part) { $0.description = description }
            }
        case .subscriptions:
            let rows = try await conversations(query.subscriptions, actor)
            guard !rows.isEmpty else { return sendNone("sub", part) }
            for page in rows.pages(of: Limits.subscriptionPage) {
                await waitForRoom(in: part.session)
                send(part) { $0.subscriptions = page }
            }
        case .tags:
            let tags = try await account(of: actor).tags
            tags.isEmpty ? sendNone("tags", part) : send(part) { $0.tags = tags }
        case .credentials:
            let rows = try await account(of: actor).credentials.map {
                CredentialRow(method: $0.method, value: $0.value, isDone: $0.isDone)
            }
            rows.isEmpty ? sendNone("cred", part) : send(part) { $0.credentials = rows }
        case .auxiliary:
            throw Refusal(.notAllowed)
        case .data, .deletions, .reactions:
            throw Refusal(.permissionDenied)
        }
    }

    /// The actor's own account.
    func account(of actor: Actor) async throws -> Account {
        try await node.services.auth.getAccount(GetAccountRequest(user: actor.user.rawValue), as: actor)
    }

    /// The actor's conversations.
    ///
    /// With `ims` only what changed since, and a short row for each that is online; with a limit one page of it, without
    /// the short rows.
    private func conversations(_ options: QueryOptions?, _ actor: Actor) async throws -> [SubscriptionRow] {
        let only = try options?.topic.map { try topic(topicName($0), for: actor) }
        if let limit = options?.limit, limit != 0 {
            let page = try await page(of: actor, topic: only, options)
            return try await rows(page, states(of: page, actor), actor)
        }
        let current = try await subscriptions(of: actor, topic: only)
        let states = try await states(of: current, actor)
        guard let since = options?.modifiedSince, since > 0 else {
            return try await rows(current, states, actor)
        }
        let changed = try await subscriptions(of: actor, topic: only, modifiedSince: since)
        let changedTopics = Set(changed.map(\.topic))
        let touched = current.filter { (states[$0.topic]?.touchedAt ?? 0) > since && !changedTopics.contains($0.topic) }
        let rest = current.filter { !changedTopics.contains($0.topic) && (states[$0.topic]?.touchedAt ?? 0) <= since }
        let restRows = try await rows(rest, states, actor).filter(\.isOnline).map { row in
            var dummy = SubscriptionRow()
            dummy.isOnline = true
            dummy.topic = row.topic
            return dummy
        }
        return try await rows(changed + touched, states, actor) + restRows
    }

    /// All pages of the actor's subscriptions.
    func subscriptions(of actor: Actor, topic: TopicID? = nil, modifiedSince: Int64 = 0) async throws -> [TopicView] {
        var views: [TopicView] = []
        while true {
            let reply = try await node.services.group.listSubscriptions(
                ListSubscriptionsRequest(
                    modifiedSince: modifiedSince, topic: topic?.description ?? "", after: views.last?.topic ?? ""),
                as: actor)
            views += reply.topics
            guard reply.hasMore, !reply.topics.isEmpty else { return views }
        }
    }

    /// One page of the actor's subscriptions, as large as asked for.
    private func page(of actor: Actor, topic: TopicID?, _ options: QueryOptions?) async throws -> [TopicView] {
        try await node.services.group.listSubscriptions(
            ListSubscriptionsRequest(
                modifiedSince: options?.modifiedSince ?? 0, topic: topic?.description ?? "",
                limit: try options.limit(atMost: Limits.subscriptionPage),
                after: try options?.after.map { try self.topic(topicName($0), for: actor).description } ?? ""),
            as: actor
        ).topics
    }

    private func states(of views: [TopicView], _ actor: Actor) async throws -> [String: TopicState] {
        var states: [String: TopicState] = [:]
        for page in views.pages(of: Limits.subscriptionPage) {
            let reply = try await node.services.message.getStates(
                GetStatesRequest(user: actor.user.rawValue, topics: page.map(\.topic)), as: actor)
            for state in reply.states {
                states[state.topic] = state
            }
        }
        return states
    }

    private func rows(
        _ views: [TopicView], _ states: [String: TopicState], _ actor: Actor
    ) async throws -> [SubscriptionRow] {
        let topics = views.map { TopicID($0.topic) }
        let peers = topics.map { $0?.peer(of: actor.user) }
        let profiles = try await profiles(peers.compactMap { $0 })
        let present = await node.areOnline(zip(views, peers).map { $1?.description ?? $0.topic })
        return views.indices.compactMap { index in
            guard let topic = topics[index], let subscription = views[index].subscription else { return nil }
            let view = views[index]
            var row = SubscriptionRow()
            row.topic = "\(topic.name(for: actor.user, asReader: subscription.isReader))"
            guard subscription.deletedAt == 0 else {
                row.deletedAt = subscription.deletedAt
                return row
            }
            let access = subscription.access.map(Access.init)
            row.updatedAt = max(subscription.updatedAt, view.updatedAt)
            row.access = access
            row.isOnline = present[index] && access?.mode.contains(.presence) == true && !subscription.isReader
            row.publicJSON = view.publicJSON
            row.trustedJSON = view.trustedJSON
            row.privateJSON = subscription.privateJSON
            row.subscriberCount = view.kind.hasSubscriberCount ? view.subscriberCount : 0
            if let peer = peers[index], let profile = profiles[peer] {
                row.publicJSON = profile.publicJSON
                row.trustedJSON = profile.trustedJSON
                if !row.isOnline, profile.lastSeenAt > 0 {
                    row.seen = LastSeen(at: profile.lastSeenAt, userAgent: profile.lastUserAgent)
                }
            }
            if let state = states[view.topic] {
                row.touchedAt = state.touchedAt == 0 ? view.createdAt : state.touchedAt
                row.sequence = state.sequence
                row.read = state.read
                row.received = state.received
                row.clear = state.deleteID
                row.reactionID = state.reactionID
            }
            return row
        }
    }
}

extension TopicDescription {
    /// An account as its owner sees it.
    init(_ account: Account) {
        createdAt = account.createdAt
        updatedAt = account.updatedAt
        defaultAccess = account.defaultAccess.map(DefaultAccess.init)
        publicJSON = account.publicJSON
        trustedJSON = account.trustedJSON
        privateJSON = account.privateJSON
    }
}
