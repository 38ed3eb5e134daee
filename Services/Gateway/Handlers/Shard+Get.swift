import Chat
import Contracts
import JSON
import NIOCore
import RPC

extension Shard {
    /// `get`.
    func get(_ command: GetCommand, in session: Session) async throws {
        let actor = try session.requireActor()
        let name = try topicName(command.topic)
        switch name {
        case .find: throw Refusal(.notImplemented)
        case .new: throw Refusal(.topicNotFound)
        case .me:
            guard session.isOnMe else { throw Refusal(.attachFirst) }
            try await answerMe(command.query, to: command.id, actor, in: session)
        default:
            let topic = try topic(name, for: actor)
            let parts = try QueryWord.read(command.query.what)
            let isAttached = session.attachments[topic] != nil
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

    /// Answers the parts of a query in the protocol's order.
    func answer(
        _ query: QueryPart, about place: Place, to id: String?, _ actor: Actor, in session: Session
    ) async throws {
        let parts = try QueryWord.read(query.what)
        let reply = MetaReply(id: id, topic: "\(place.name)", session: session)
        for part in QueryWord.allCases where parts.contains(part) {
            switch part {
            case .description:
                let description = try await description(of: place, actor)
                if let since = query.description?.modifiedSince, let updated = description.updatedAt, updated <= since {
                    sendNone("desc", reply)
                } else {
                    send(reply) { $0.description = description }
                }
            case .subscriptions:
                let rows = try await members(of: place, query.subscriptions, actor)
                rows.isEmpty ? sendNone("sub", reply) : send(reply) { $0.subscriptions = rows }
            case .tags:
                guard place.topic != .system, case .group = place.topic else { throw Refusal(.notAllowed) }
                guard Policy.allows(actor.level, .setTags, on: place.resource) else { throw Refusal(.permissionDenied) }
                place.view.tags.isEmpty ? sendNone("tags", reply) : send(reply) { $0.tags = place.view.tags }
            case .credentials:
                throw Refusal(.notAllowed)
            case .auxiliary:
                let auxiliary = try? RawJSON(validating: place.view.auxiliaryJSON)
                if let auxiliary { send(reply) { $0.auxiliary = auxiliary } } else { sendNone("aux", reply) }
            case .data:
                try await sendHistory(of: place, query.data, actor, reply)
            case .deletions:
                try await sendDeletions(of: place, query.deletions, actor, reply)
            }
        }
    }

    private func sendHistory(
        of place: Place, _ options: QueryOptions?, _ actor: Actor, _ reply: MetaReply
    ) async throws {
        let history = try await node.services.message.history(
            HistoryRequest(
                topic: "\(place.topic)", user: actor.user.rawValue, since: options?.since ?? 0,
                before: options?.before ?? 0, limit: try options.limit(atMost: Limits.historyPage),
                ranges: options?.ranges.map(SequenceRange.init) ?? [], asReader: place.name.isReader),
            as: actor)
        for message in history.messages {
            let from = place.name.isReader ? nil : UserID(rawValue: message.sender)
            reply.session.connection.value.send(
                WebSocketFrame.text(
                    DataMessage(
                        topic: "\(place.name)", from: from, at: message.at, sequence: message.sequence,
                        head: message.head, content: message.content
                    ).encoded()))
        }
        if history.messages.isEmpty {
            sendNone("data", reply)
        } else {
            sendEnd("data", count: history.messages.count, reply)
        }
    }

    private func sendDeletions(
        of place: Place, _ options: QueryOptions?, _ actor: Actor, _ reply: MetaReply
    ) async throws {
        let log = try await node.services.message.getDeletions(
            GetDeletionsRequest(
                topic: "\(place.topic)", user: actor.user.rawValue, since: options?.since ?? 0,
                before: options?.before ?? 0, limit: try options.limit(atMost: Limits.deletedMessages)),
            as: actor)
        guard !log.ranges.isEmpty else { return sendNone("del", reply) }
        let ranges = log.ranges.map(SequenceRangePart.init)
        send(reply) { $0.deletions = DeletionLog(clear: log.deleteID, ranges: ranges) }
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
