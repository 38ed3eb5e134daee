import Chat
import Contracts
import JSON
import NIOCore
import RPC

extension Shard {
    /// `get`.
    func get(_ command: GetCommand, as actor: Actor, in session: Session) async throws {
        let name = try topicName(command.topic)
        switch name {
        case .find:
            guard session.isOnFind else { throw Refusal(.attachFirst) }
            try await answerFind(command.query, to: command.id, actor, in: session)
        case .new: throw Refusal(.topicNotFound)
        case .me:
            guard session.isOnMe(of: actor.user) else { throw Refusal(.attachFirst) }
            try await answerMe(command.query, to: command.id, actor, in: session)
        default:
            let topic = try topic(name, for: actor)
            let parts = try QueryWord.read(command.query.what)
            let isAttached = isAttached(session, to: topic, as: actor)
            guard isAttached || parts.isSubset(of: [.description, .subscriptions]) else {
                throw Refusal(.permissionDenied)
            }
            let view: TopicView
            if !isAttached, parts == [.description], case .user(let peer) = name {
                view = try await viewOfPeer(peer, topic, actor)
            } else {
                view = try await node.services.group.getTopic(
                    GetTopicRequest(topic: "\(topic)", asReader: name.isReader), as: actor)
            }
            let state = isAttached ? try await state(of: topic, for: actor) : TopicState()
            let place = Place(topic: topic, name: name, view: view, state: state, isAttached: isAttached)
            try await answer(command.query, about: place, to: command.id, actor, in: session)
        }
    }

    /// A private chat that may not have been begun: then all there is to see is the peer.
    private func viewOfPeer(_ peer: UserID, _ topic: TopicID, _ actor: Actor) async throws -> TopicView {
        do {
            return try await node.services.group.getTopic(GetTopicRequest(topic: "\(topic)"), as: actor)
        } catch {
            guard error.code == .notFound else { throw Refusal(for: error) }
            return TopicView(topic: "\(topic)", kind: .p2p)
        }
    }

    /// Answers the parts of a query in the protocol's order, each by itself.
    ///
    /// - Throws: 400 for a query that asks for nothing or for what does not exist.
    func answer(
        _ query: QueryPart, about place: Place, to id: String?, _ actor: Actor, in session: Session
    ) async throws(Refusal) {
        let part = MetaReply(id: id, topic: "\(place.name)", session: session)
        try await answer(query, part) { try await answer($0, of: query, about: place, actor, part) }
    }

    /// Has the parts of a query answered in the protocol's order, each by itself.
    ///
    /// - Throws: 400 for a query that asks for nothing or for what does not exist.
    func answer(
        _ query: QueryPart, _ part: MetaReply, by body: (QueryWord) async throws -> Void
    ) async throws(Refusal) {
        let words = try QueryWord.read(query.what)
        for word in QueryWord.allCases where words.contains(word) {
            await perform(part) { try await body(word) }
        }
    }

    private func answer(
        _ word: QueryWord, of query: QueryPart, about place: Place, _ actor: Actor, _ part: MetaReply
    ) async throws {
        switch word {
        case .description:
            let description = try await description(of: place, actor)
            if let since = query.description?.modifiedSince, let updated = description.updatedAt, updated <= since {
                sendNone("desc", part)
            } else {
                send(part) { $0.description = description }
            }
        case .subscriptions:
            let rows = try await members(of: place, query.subscriptions, actor)
            rows.isEmpty ? sendNone("sub", part) : send(part) { $0.subscriptions = rows }
        case .tags:
            guard place.topic != .system, case .group = place.topic else { throw Refusal(.notAllowed) }
            guard Policy.allows(actor.level, .setTags, on: place.resource) else { throw Refusal(.permissionDenied) }
            place.view.tags.isEmpty ? sendNone("tags", part) : send(part) { $0.tags = place.view.tags }
        case .credentials:
            throw Refusal(.notAllowed)
        case .auxiliary:
            let auxiliary = try? RawJSON(validating: place.view.auxiliaryJSON)
            if let auxiliary { send(part) { $0.auxiliary = auxiliary } } else { sendNone("aux", part) }
        case .data:
            try await sendHistory(of: place, query.data, actor, part)
        case .reactions:
            try await sendReactions(of: place, query.reactions, actor, part)
        case .deletions:
            try await sendDeletions(of: place, query.deletions, actor, part)
        }
    }

    /// Sends a page of history, as fast as the client reads; large messages come from the store in several pieces.
    private func sendHistory(
        of place: Place, _ options: QueryOptions?, _ actor: Actor, _ part: MetaReply
    ) async throws {
        var request = HistoryRequest(
            topic: "\(place.topic)", user: actor.user.rawValue, since: options?.since ?? 0,
            before: options?.before ?? 0, limit: try options.limit(atMost: Limits.historyPage),
            ranges: options?.ranges.map(SequenceRange.init) ?? [], asReader: place.name.isReader)
        var count = 0
        while request.limit > 0, part.session.isOpen {
            let history = try await node.services.message.history(request, as: actor)
            for message in history.messages {
                await waitForRoom(in: part.session)
                let from = place.name.isReader ? nil : UserID(rawValue: message.sender)
                part.session.connection.value.send(
                    .data(
                        DataMessage(
                            topic: "\(place.name)", from: from, at: message.at, sequence: message.sequence,
                            head: message.head, content: message.content, reactions: message.reactions)))
            }
            count += history.messages.count
            guard history.hasMore, let last = history.messages.last else { break }
            request.goOn(before: last.sequence, having: history.messages.count)
        }
        count == 0 ? sendNone("data", part) : sendEnd("data", count: count, part)
    }

    private func sendDeletions(
        of place: Place, _ options: QueryOptions?, _ actor: Actor, _ part: MetaReply
    ) async throws {
        let log = try await node.services.message.getDeletions(
            GetDeletionsRequest(
                topic: "\(place.topic)", user: actor.user.rawValue, since: options?.since ?? 0,
                before: options?.before ?? 0, limit: try options.limit(atMost: Limits.deletedMessages)),
            as: actor)
        guard !log.ranges.isEmpty else { return sendNone("del", part) }
        let ranges = log.ranges.map(SequenceRangePart.init)
        send(part) { $0.deletions = DeletionLog(clear: log.deleteID, ranges: ranges) }
    }
}

extension HistoryRequest {
    /// Asks for the rest, below what has come.
    fileprivate mutating func goOn(before sequence: Int64, having count: Int) {
        limit -= Int32(count)
        before = sequence
        ranges = ranges.compactMap { range in
            guard range.low < sequence else { return nil }
            return SequenceRange(low: range.low, high: range.high == 0 ? 0 : min(range.high, sequence))
        }
    }
}

extension QueryOptions? {
    /// The page size asked for; the greatest where nothing is said.
    ///
    /// - Throws: 400 for a negative one.
    func limit(atMost bound: Int) throws(Refusal) -> Int32 {
        guard let limit = self?.limit, limit != 0 else { return Int32(bound) }
        guard limit > 0 else { throw Refusal(.malformed) }
        return Int32(Swift.min(limit, bound))
    }
}

extension SequenceRange {
    init(_ part: SequenceRangePart) {
        self.init(low: part.low, high: part.high ?? 0)
    }
}

extension SequenceRangePart {
    init(_ range: SequenceRange) {
        self.init(low: range.low, high: range.high > range.low + 1 ? range.high : nil)
    }
}
