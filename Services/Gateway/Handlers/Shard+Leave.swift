import Chat
import Contracts
import NIOCore

extension Shard {
    /// `leave`: detaches; with `unsub` ends the subscription too.
    func leave(_ command: LeaveCommand, as actor: Actor, in session: Session) async throws {
        let name = try topicName(command.topic)
        if name == .me || name == .find {
            guard !command.unsubscribes else { throw Refusal(.permissionDenied) }
            guard name == .me ? session.isOnMe(of: actor.user) : session.isOnFind else { throw Refusal(.notJoined) }
            if name == .find {
                leaveFind(session)
            } else if session.meOnBehalf.remove(actor.user) == nil {
                await leaveMe(session)
            }
        } else {
            let topic = try topic(name, for: actor)
            guard isAttached(session, to: topic, as: actor) else {
                throw Refusal(command.unsubscribes ? .attachFirst : .notJoined)
            }
            if command.unsubscribes {
                _ = try await node.services.group.unsubscribe(UnsubscribeRequest(topic: "\(topic)"), as: actor)
                tellPlugins(.delete, subscriptionOf: actor.user, to: topic)
            }
            await detach(session, from: topic, isQuiet: command.unsubscribes)
        }
        reply(.ok, to: command.id, topic: command.topic, in: session)
    }

    /// Takes a session out of a topic.
    ///
    /// - `isQuiet`: whether the others are told in another way.
    func detach(_ session: Session, from topic: TopicID, isQuiet: Bool = false) async {
        if let departure = takeOut(session, from: topic) { await tell(departure, isQuiet: isQuiet) }
    }

    /// Takes a session out of a topic here; nil when it is not there.
    ///
    /// Waits for nobody: what others are to know of it is in the departure, and has to be told.
    func takeOut(_ session: Session, from topic: TopicID) -> Departure? {
        guard session.attachments.removeValue(forKey: topic) != nil,
            let place = topics[topic]?.index(of: session),
            let user = topics[topic]?.attachments.remove(at: place).user
        else { return nil }
        let isLast = topics[topic]?.holds(user) != true && topics[topic]?.announced.remove(user) != nil
        lingerIfIdle(topic)
        return Departure(
            user: user, topic: topic, session: session.name, wasInCall: session.calls.remove(topic) != nil,
            isLast: isLast)
    }

    /// Takes a closed session out of everything.
    func depart(_ bound: NIOLoopBound<Session>) async {
        let session = bound.value
        for topic in session.attachments.keys {
            await detach(session, from: topic)
        }
        await leaveCalls(session)
        if session.isOnMe {
            await leaveMe(session)
        }
    }

    /// Lets a topic that nobody is attached to go, unless somebody comes back soon.
    func lingerIfIdle(_ topic: TopicID) {
        guard topics[topic]?.isIdle == true else { return }
        topics[topic]?.emptied += 1
        guard let emptied = topics[topic]?.emptied else { return }
        loop.scheduleTask(in: Self.linger) { [self] in
            assumeIsolated { $0.drop(topic, emptied: emptied) }
        }
    }

    private func drop(_ topic: TopicID, emptied: Int) {
        guard let local = topics[topic], local.isIdle, local.emptied == emptied else { return }
        topics[topic] = nil
        guard local.isHeld else { return }
        node.work.submit { [self, isDeleted = local.isDeleted] in await withdraw(topic, isDeleted: isDeleted) }
    }

    private func withdraw(_ topic: TopicID, isDeleted: Bool) async {
        guard await node.withdraw("\(topic)"), !isDeleted else { return }
        await announceOffline(topic)
    }
}
