import Chat
import Contracts
import NIOCore
import Presence

extension Shard {
    /// How long a session that the device began by itself does not count as its user being online.
    static let quietTime = TimeAmount.seconds(5)

    /// Attaches to `me`: the user is online from now on, a while later where nobody looks at the device, and not at all
    /// where root acts for the user.
    func attachToMe(_ command: SubscribeCommand, _ actor: Actor, in session: Session) async throws {
        guard !session.isOnMe(of: actor.user) else { throw Refusal(.alreadySubscribed) }
        var isNews = false
        if session.sender(of: actor) != nil {
            session.meOnBehalf.insert(actor.user)
        } else {
            session.isOnMe = true
            if session.isQuiet {
                showLater(session)
            } else {
                isNews = await !node.isOnline("\(actor.user)")
                await node.interest.acquire("\(actor.user)")
                online[actor.user, default: []].append(session)
            }
        }
        reply(.ok, to: command.id, topic: "me", in: session)
        if let changes = command.set {
            await setMe(changes, id: command.id, answers: false, actor, in: session)
        }
        if let query = command.get {
            try await answerMe(query, to: command.id, actor, in: session)
        }
        if isNews { note(actor, isComing: true, session) }
    }

    /// Has the peers told that a user came or went.
    private func note(_ actor: Actor, isComing: Bool, _ session: Session) {
        node.news.add(
            PresenceBacklog.News(
                actor: actor, isComing: isComing, userAgent: session.userAgent, happenedAt: node.now()))
    }

    /// Counts a session that began in the background once its quiet time is over, if it is still there.
    private func showLater(_ session: Session) {
        let id = session.id
        loop.scheduleTask(in: Self.quietTime) { [self] in
            node.work.submit { [self] in await showNow(id) }
        }
    }

    private func showNow(_ id: UInt64) async {
        guard let session = sessions[id], let actor = session.actor else { return }
        let key = "\(actor.user)"
        let wasOnline = await node.isOnline(key)
        await node.interest.acquire(key)
        guard session.isOpen, session.isOnMe, session.isQuiet else {
            await node.interest.release(key)
            return
        }
        session.isQuiet = false
        online[actor.user, default: []].append(session)
        if !wasOnline { note(actor, isComing: true, session) }
    }

    /// Detaches from `me`; with the user's last session the peers hear of it, unless the user is back soon.
    func leaveMe(_ session: Session) async {
        guard session.isOnMe, let actor = session.actor else { return }
        session.isOnMe = false
        guard !session.isQuiet else { return }
        online[actor.user]?.removeAll { $0 === session }
        if online[actor.user]?.isEmpty == true {
            online[actor.user] = nil
        }
        guard await !node.interest.release("\(actor.user)") else { return }
        note(actor, isComing: false, session)
    }
}
