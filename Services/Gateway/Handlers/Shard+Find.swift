import Chat
import Contracts
import JSON

/// `fnd`: the search for users and topics.
extension Shard {
    /// Attaches to `fnd`.
    func attachToFind(_ command: SubscribeCommand, _ actor: Actor, in session: Session) async throws {
        guard !session.isOnFind else { throw Refusal(.alreadySubscribed) }
        session.isOnFind = true
        reply(.ok, to: command.id, topic: "fnd", in: session)
        if let changes = command.set {
            await setFind(changes, id: command.id, answers: false, actor, in: session)
        }
        if let query = command.get {
            try await answerFind(query, to: command.id, actor, in: session)
        }
    }

    /// Detaches from `fnd`; what the session searched for is forgotten.
    func leaveFind(_ session: Session) {
        session.isOnFind = false
        session.searchQuery = nil
    }

    /// Sets what is searched for: in `public` for this session, in `private` for all of the user's from now on.
    ///
    /// Says nothing of what went well when it came with another request.
    func setFind(_ changes: SetPart, id: String?, answers: Bool, _ actor: Actor, in session: Session) async {
        let part = MetaReply(id: id, topic: "fnd", session: session)
        if changes.access != nil || changes.tags != nil || changes.credential != nil || changes.auxiliary != nil
            || changes.reaction != nil
        {
            await perform(part) { throw Refusal(.notAllowed) }
        }
        guard let description = changes.description else { return }
        await perform(part) {
            guard description.trustedJSON == nil, description.defaultAccess == nil else {
                throw Refusal(.permissionDenied)
            }
            var isChanged = false
            if let query = description.publicJSON {
                let text = try searchText(query)
                isChanged = text != session.searchQuery
                session.searchQuery = text
            }
            if let query = description.privateJSON {
                _ = try searchText(query)
                let request = UpdateAccountRequest(
                    user: actor.user.rawValue,
                    searchJSON: query.isNull ? RawJSON.string(JSONMerge.deletion).bytes : query.bytes)
                let reply = try await node.services.auth.updateAccount(request, as: actor)
                isChanged = isChanged || reply.changed
            }
            if answers { confirm(isChanged, part) }
        }
    }

    /// The text of a query; nil for one that is taken back.
    private func searchText(_ json: RawJSON) throws(Refusal) -> String? {
        if json.isNull { return nil }
        guard let text = json.string else { throw Refusal(.malformed) }
        return text == JSONMerge.deletion || text.isEmpty ? nil : text
    }

    /// Answers a query about `fnd` in the protocol's order, each part by itself.
    ///
    /// - Throws: 400 for a query that asks for nothing or for what does not exist.
    func answerFind(_ query: QueryPart, to id: String?, _ actor: Actor, in session: Session) async throws(Refusal) {
        let part = MetaReply(id: id, topic: "fnd", session: session)
        try await answer(query, part) { try await answerFind($0, of: query, actor, part) }
    }

    private func answerFind(
        _ word: QueryWord, of query: QueryPart, _ actor: Actor, _ part: MetaReply
    ) async throws {
        switch word {
        case .description:
            let account = try await account(of: actor)
            var description = TopicDescription()
            description.createdAt = account.createdAt
            description.updatedAt = account.updatedAt
            description.access = Access(both: AccessMode.Default.me)
            description.publicJSON = part.session.searchQuery.map { RawJSON.string($0).bytes } ?? []
            description.privateJSON = account.searchJSON
            send(part) { $0.description = description }
        case .subscriptions:
            let rows = try await search(query.subscriptions, actor, in: part.session)
            rows.isEmpty ? sendNone("sub", part) : send(part) { $0.subscriptions = rows }
        case .tags:
            let owners = try await owners(of: part.session.searchQuery ?? "", actor)
            owners.isEmpty ? sendNone("tags", part) : send(part) { $0.tags = owners }
        case .credentials, .auxiliary:
            throw Refusal(.notAllowed)
        case .data, .deletions, .reactions:
            throw Refusal(.permissionDenied)
        }
    }

    /// Whom and what the session's query finds, or the stored one if the session has none; the best matches first.
    ///
    /// A query that cannot be read finds nothing, and so does none.
    private func search(_ options: QueryOptions?, _ actor: Actor, in session: Session) async throws -> [SubscriptionRow]
    {
        let limit = try options.limit(atMost: Limits.subscriptionPage)
        guard let text = try await searchText(of: session, actor) else { return [] }
        switch await node.plugins.judge(search: text, by: actor.user) {
        case .search(let text):
            return try await search(text, limit: limit, actor, in: session)
        case .found(let rows):
            return Array(rows.prefix(Int(limit)))
        case .refuse(let code):
            throw Refusal(code)
        }
    }

    private func search(
        _ text: String, limit: Int32, _ actor: Actor, in session: Session
    ) async throws -> [SubscriptionRow] {
        let country = CallingCode.country(ofLanguage: session.language) ?? node.settings.country
        let source: SearchQuery.Source = session.searchQuery == nil ? .stored : .session
        guard let query = SearchQuery(text, from: source, country: country) else { return [] }
        let tags = TagQuery(query)
        async let accounts = node.services.auth.find(FindAccountsRequest(query: tags, limit: limit), as: actor)
        async let topics = node.services.group.find(FindTopicsRequest(query: tags, limit: limit), as: actor)
        let found =
            try await accounts.found.compactMap { SearchResult($0, for: actor) }
            + topics.found.compactMap { SearchResult($0, for: actor) }
        return found.sorted().prefix(Int(limit)).map(\.row)
    }

    /// What a session searches for, or what is stored for its user; nil for nothing.
    private func searchText(of session: Session, _ actor: Actor) async throws -> String? {
        if let text = session.searchQuery { return text }
        let account = try await account(of: actor)
        return (try? RawJSON(validating: account.searchJSON))?.string
    }

    /// Who has a tag with a namespace, suspended or not: nobody else can have an alias that is taken.
    private func owners(of text: String, _ actor: Actor) async throws -> [String] {
        guard let tag = Tag(text), tag.namespace != nil else { return [] }
        let query = TagQuery(required: [TagAlternatives(tags: [tag.text])])
        async let accounts = node.services.auth.find(FindAccountsRequest(query: query, anyState: true), as: actor)
        async let topics = node.services.group.find(FindTopicsRequest(query: query), as: actor)
        let users = try await accounts.found.compactMap { $0.profile.flatMap { UserID(rawValue: $0.user) } }
        return try await users.map { "\($0)" } + topics.found.compactMap { $0.topic?.topic }
    }
}
