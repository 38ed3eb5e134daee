import Chat
import Contracts
import Presence

extension Shard {
    /// Attaches to `me`: the user is online from now on.
    func attachToMe(_ command: SubscribeCommand, _ actor: Actor, in session: Session) async throws {
        guard !session.isOnMe else { throw Refusal(.alreadySubscribed) }
        let key = "\(actor.user)"
        let wasOnline = await node.isOnline(key)
        await node.interest.acquire(key)
        guard session.isOpen else {
            await node.interest.release(key)
            return
        }
        session.isOnMe = true
        online[actor.user, default: []].append(session)
        reply(.ok, to: command.id, topic: "me", in: session)
        if let changes = command.set {
            await setMe(changes, id: command.id, answers: false, actor, in: session)
        }
        if let query = command.get {
            try await answerMe(query, to: command.id, actor, in: session)
        }
        if !wasOnline {
            await node.tellPeers(of: actor, UserPresence(what: "on", userAgent: session.userAgent))
        }
    }

    /// Detaches from `me`; with the user's last session the peers hear of it.
    func leaveMe(_ session: Session) async {
        guard session.isOnMe, let actor = session.actor else { return }
        session.isOnMe = false
        online[actor.user]?.removeAll { $0 === session }
        if online[actor.user]?.isEmpty == true {
            online[actor.user] = nil
        }
        let key = "\(actor.user)"
        guard await !node.interest.release(key), await !node.isOnline(key) else { return }
        await node.tellPeers(of: actor, UserPresence(what: "off", userAgent: session.userAgent))
        // Best effort: when the user was last seen is a courtesy.
        _ = try? await node.services.auth.updateAccount(
            UpdateAccountRequest(user: actor.user.rawValue, seenAt: node.now(), userAgent: session.userAgent),
            as: actor)
    }
}
