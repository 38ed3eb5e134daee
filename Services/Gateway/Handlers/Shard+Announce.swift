import Chat
import Contracts

extension Shard {
    /// Tells the others that a user attached to a topic, as far as it is news.
    func announceArrival(
        _ place: Place, _ joined: SubscribeReply, isFirst: Bool, _ actor: Actor, of session: Session
    ) async {
        guard !place.isReader else { return }
        let key = PresenceKey.of(actor.user, in: place.topic)
        let wasThere = await node.isOnline(key)
        if isFirst {
            await node.interest.acquire(key)
            // The session may have gone while the key was being registered, and another may have come.
            guard topics[place.topic]?.holds(actor.user) == true,
                topics[place.topic]?.announced.insert(actor.user).inserted == true
            else {
                await node.interest.release(key)
                return
            }
        }
        switch place.topic {
        case .p2p(let low, let high):
            guard joined.isCreated || joined.isChanged else { return }
            await introduce(actor, to: actor.user == low ? high : low, place)
        case .group:
            if !wasThere {
                await node.publish(
                    Ephemeral(
                        topic: "\(place.topic)", from: actor.user.rawValue, originSession: actor.session,
                        attachPresence: AttachPresence(isOnline: true)))
            }
            await announceOnline(place, joined, actor)
        case .notes, .system:
            break
        }
    }

    /// Two users who begin a private chat learn whether the other one is there.
    private func introduce(_ actor: Actor, to peer: UserID, _ place: Place) async {
        let on = UserPresence(what: "on")
        if let access = place.view.peerAccess, Access(access).mode.contains(.presence) {
            await node.publish(
                Ephemeral(
                    topic: "\(place.topic)", from: actor.user.rawValue,
                    recipients: [Recipient(user: peer.rawValue, mode: access.want & access.given)],
                    userPresence: on))
        }
        if await node.isOnline("\(peer)") {
            await node.publish(
                Ephemeral(
                    topic: "\(place.topic)", from: peer.rawValue,
                    recipients: [Recipient(user: actor.user.rawValue)], userPresence: on))
        }
    }

    /// A group is online while somebody is attached to it; a new member learns it at once.
    private func announceOnline(_ place: Place, _ joined: SubscribeReply, _ actor: Actor) async {
        var presence = Ephemeral(topic: "\(place.topic)", topicPresence: TopicPresence(isOnline: true))
        if await node.becameOnline("\(place.topic)") {
            presence.recipients = await node.presenceAudience(of: place.topic)
        } else if joined.isChanged {
            presence.recipients = [Recipient(user: actor.user.rawValue)]
        }
        guard !presence.recipients.isEmpty else { return }
        await node.publish(presence)
    }

    /// Tells the call-token service that a session left, and the others when nobody of the user's is there any more.
    ///
    /// - `isQuiet`: whether the others are told in another way.
    func tell(_ departure: Departure, isQuiet: Bool) async {
        let topic = departure.topic
        if departure.wasInCall { await leaveCalls(departure.session, [topic]) }
        guard departure.isLast else { return }
        let key = PresenceKey.of(departure.user, in: topic)
        guard await !node.interest.release(key), await !node.isOnline(key) else { return }
        guard case .group = topic, !isQuiet else { return }
        await node.publish(
            Ephemeral(
                topic: "\(topic)", from: departure.user.rawValue, originSession: departure.session,
                attachPresence: AttachPresence(isOnline: false)))
    }

    /// Tells the members that nobody is attached to a group any more.
    func announceOffline(_ topic: TopicID) async {
        guard case .group = topic, await !node.isOnline("\(topic)") else { return }
        await node.publish(
            Ephemeral(
                topic: "\(topic)", recipients: await node.presenceAudience(of: topic),
                topicPresence: TopicPresence(isOnline: false)))
    }
}
