import Chat
import Contracts
import JSON
import Presence

extension Shard {
    /// How often a session may find its access changed while it attaches.
    private static let attachAttempts = 5

    /// `sub`: creates a topic, joins it or attaches to it; then what was asked for in the same breath.
    func subscribe(_ command: SubscribeCommand, as actor: Actor, in session: Session) async throws {
        let name = try topicName(command.topic)
        switch name {
        case .find:
            try await attachToFind(command, actor, in: session)
        case .me:
            try await attachToMe(command, actor, in: session)
        case .new(let placeholder, let isChannel):
            try await create(command, placeholder: placeholder, isChannel: isChannel, actor, in: session)
        default:
            try await attach(command, to: try topic(name, for: actor), as: name, actor, in: session)
        }
    }

    private func create(
        _ command: SubscribeCommand, placeholder: String, isChannel: Bool, _ actor: Actor, in session: Session
    ) async throws {
        let description = command.set?.description
        let offered = DefaultAccess(
            authenticated: isChannel ? AccessMode.Default.channel : AccessMode.Default.group, anonymous: .none)
        let request = CreateTopicRequest(
            isChannel: isChannel, publicJSON: description?.publicJSON?.bytes ?? [],
            trustedJSON: description?.trustedJSON?.bytes ?? [], privateJSON: description?.privateJSON?.bytes ?? [],
            defaultAccess: try defaultAccess(description, over: offered),
            mode: command.set?.access?.mode ?? "", tags: command.set?.tags ?? [])
        let group = node.services.group
        let joined = try await makingWithFiles(description, by: "\(actor.user)") {
            try await group.createTopic(request, as: actor)
        } as: {
            $0.topic?.topic
        }
        guard let view = joined.topic, let topic = TopicID(view.topic) else { throw Refusal(.internalError) }
        let arrival = await retain(topic, for: actor)
        try await enter(
            topic, as: topic.name(for: actor.user), arrival, joined, placeholder: placeholder, command, actor,
            in: session)
    }

    private func attach(
        _ command: SubscribeCommand, to topic: TopicID, as name: TopicName, _ actor: Actor, in session: Session
    ) async throws {
        guard session.attachments[topic] == nil else { throw Refusal(.alreadySubscribed) }
        let description = command.set?.description
        // Interest first, the head afterwards: what is published in between is held and not lost.
        let arrival = await retain(topic, for: actor)
        let joined: SubscribeReply
        do {
            joined = try await node.services.group.subscribe(
                SubscribeRequest(
                    topic: "\(topic)", asReader: name.isReader, mode: command.set?.access?.mode ?? "",
                    privateJSON: description?.privateJSON?.bytes ?? [],
                    defaultAccess: try defaultAccess(
                        description, over: DefaultAccess(authenticated: AccessMode.Default.p2pMask, anonymous: .none))),
                as: actor)
        } catch {
            release(topic, arrival)
            throw error
        }
        try await enter(topic, as: name, arrival, joined, placeholder: nil, command, actor, in: session)
    }

    /// Attaches the session to a topic that it may attach to, and answers.
    private func enter(
        _ topic: TopicID, as name: TopicName, _ arrival: ArrivingSession, _ joined: SubscribeReply,
        placeholder: String?, _ command: SubscribeCommand, _ actor: Actor, in session: Session
    ) async throws {
        let view: TopicView
        var state: TopicState
        do {
            (view, state) = try await standing(in: topic, as: name, arrival, joined, actor)
        } catch {
            release(topic, arrival)
            throw error
        }
        guard session.isOpen, let subscription = view.subscription, let pair = subscription.access else {
            release(topic, arrival)
            return
        }
        let access = Access(pair)
        var parameters: [ControlParameter] = []
        if joined.isChanged || joined.isCreated {
            parameters.append(.access(access))
        }
        if let placeholder {
            parameters.append(ControlParameter("tmpname", .string(placeholder)))
        }
        reply(.ok, parameters.isEmpty ? nil : parameters, to: command.id, topic: "\(name)", in: session)
        if joined.isCreated {
            tellPlugins(.create, topic: topic, view)
        }
        if joined.isCreated || joined.isChanged {
            tellPlugins(.create, subscriptionOf: actor.user, to: topic, access)
        }

        // What others here got while the head was on its way is not delivered again: the session reads it from history.
        state.sequence = max(state.sequence, topics[topic]?.order.last ?? 0)
        let isFirst = topics[topic]?.holds(actor.user) == false
        topics[topic]?.attachments.append(
            Attachment(
                session: session, user: actor.user, access: access, isReader: subscription.isReader,
                head: state.sequence))
        topics[topic]?.arriving.removeAll { $0 === arrival }
        session.attachments[topic] = name
        if let released = topics[topic]?.order.begin(at: state.sequence) {
            deliver(released, in: topic)
        }

        let place = Place(topic: topic, name: name, view: view, state: state, isAttached: true)
        if let changes = command.set {
            await setInline(
                changes, in: place, actor, MetaReply(id: command.id, topic: "\(name)", session: session))
        }
        await announceArrival(place, joined, isFirst: isFirst, actor, of: session)
        if let query = command.get {
            try await answer(query, about: place, to: command.id, actor, in: session)
        }
    }

    /// The topic and its state as the actor stands in it: asked again when the actor's access changed meanwhile, for
    /// whoever told of the change found nobody to put out yet.
    ///
    /// - Throws: 403 when the actor may not be there any more; 503 when there is no end to changes.
    private func standing(
        in topic: TopicID, as name: TopicName, _ arrival: ArrivingSession, _ joined: SubscribeReply, _ actor: Actor
    ) async throws -> (TopicView, TopicState) {
        guard var view = joined.topic else { throw Refusal(.internalError) }
        for _ in 1...Self.attachAttempts {
            if arrival.isOutdated {
                arrival.isOutdated = false
                view = try await node.services.group.getTopic(
                    GetTopicRequest(topic: "\(topic)", asReader: name.isReader), as: actor)
            }
            guard let subscription = view.subscription, subscription.deletedAt == 0,
                let access = subscription.access, Access(access).mode.contains(.join)
            else { throw Refusal(.permissionDenied) }
            let state = try await state(of: topic, for: actor)
            if !arrival.isOutdated { return (view, state) }
        }
        throw Refusal(.serviceUnavailable, [.retry(after: .seconds(1))])
    }

    /// Keeps a topic on this shard for a session that is about to attach, and registers the interest in it.
    private func retain(_ topic: TopicID, for actor: Actor) async -> ArrivingSession {
        let arrival = ArrivingSession(user: actor.user, session: actor.session)
        if topics[topic] == nil { topics[topic] = LocalTopic(id: topic) }
        topics[topic]?.arriving.append(arrival)
        await node.interest.acquire("\(topic)")
        // One holder a shard is enough: the topic's own, which lingers after the last session.
        if topics[topic]?.isHeld == true {
            await node.interest.release("\(topic)")
        } else {
            topics[topic]?.isHeld = true
        }
        return arrival
    }

    /// Ends the keeping of a topic for a session that did not attach after all.
    private func release(_ topic: TopicID, _ arrival: ArrivingSession) {
        topics[topic]?.arriving.removeAll { $0 === arrival }
        lingerIfIdle(topic)
    }

    /// Head, deletion counter and marks of a topic as the actor sees them.
    func state(of topic: TopicID, for actor: Actor) async throws -> TopicState {
        let reply = try await node.services.message.getStates(
            GetStatesRequest(user: actor.user.rawValue, topics: ["\(topic)"]), as: actor)
        return reply.states.first ?? TopicState(topic: "\(topic)")
    }
}

/// A topic as one session stands in it, with what is known about it already.
struct Place {
    let topic: TopicID
    /// What the session's user calls it.
    let name: TopicName
    var view: TopicView
    var state: TopicState
    let isAttached: Bool
}

extension TopicName {
    /// Whether it is the name that readers use.
    var isReader: Bool {
        if case .channel = self { true } else { false }
    }
}
