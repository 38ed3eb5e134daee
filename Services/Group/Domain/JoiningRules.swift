import Chat
import Contracts
import RPC

/// How users come into topics.
enum JoiningRules {
    /// Joins the actor to a group, or attaches again with another wish.
    ///
    /// - Parameters:
    ///   - mode: what the actor wants; nil where nothing is said.
    ///   - asReader: whether the topic was addressed as readers of a channel do.
    ///   - capacity: how many members a group may have.
    /// - Throws: `topicNotFound`, `permissionDenied`, `useOther`, `policyViolation` for a full group.
    static func joinGroup(
        _ snapshot: inout TopicSnapshot, mode: AccessMode?, asReader: Bool, capacity: Int
    ) throws(RPCStatus) -> Bool {
        let topic = try snapshot.living()
        let user = snapshot.actor.user
        if let own = snapshot.active(user), !(own.isReader && !asReader) {
            if asReader, !own.isReader { throw RPCStatus.useOther(topic: "\(topic.id)") }
            return try rejoin(&snapshot, own, mode: mode)
        }
        if asReader {
            guard topic.isChannel else { throw RPCStatus.topicNotFound }
            return snapshot.setAccess(Access(both: AccessMode.Default.reader), of: user, isReader: true)
        }
        let offered = topic.defaultAccess.mode(for: snapshot.actor.level)
        let remembered = snapshot.subscriptions[user].flatMap { $0.isReader ? nil : $0.access.given }
        let given = remembered ?? offered
        guard given.contains(.join) else { throw RPCStatus.permissionDenied }
        guard topic.isChannel || topic.subscriberCount < capacity else {
            throw RPCStatus.policyViolation(what: "full")
        }
        // Ownership is offered by the owner, never asked for.
        let want = (mode ?? offered).subtracting(.owner)
        guard want.contains(.join) else { throw RPCStatus.permissionDenied }
        return snapshot.setAccess(Access(want: want, given: given.subtracting(.owner)), of: user)
    }

    /// Attaches again: a user who had left in spirit comes back, and may say what is wanted now.
    private static func rejoin(
        _ snapshot: inout TopicSnapshot, _ own: SubscriptionRecord, mode: AccessMode?
    ) throws(RPCStatus) -> Bool {
        guard own.access.given.contains(.join) else { throw RPCStatus.permissionDenied }
        if own.isReader { return false }
        if let mode {
            return try AccessRules.setWant(&snapshot, mode)
        }
        guard !own.access.want.contains(.join) else { return false }
        return snapshot.setAccess(Access(want: own.access.given.subtracting(.owner), given: own.access.given), of: own.user)
    }

    /// Begins a private chat or comes back to one.
    ///
    /// - Parameters:
    ///   - peer: the other user, with what that account offers to others.
    ///   - own: what the actor's account offers to others.
    ///   - offered: what the actor offers to this peer; nil where nothing is said.
    static func joinP2P(
        _ snapshot: inout TopicSnapshot, peer: (user: UserID, offers: DefaultAccess), own: DefaultAccess,
        mode: AccessMode?, offered: DefaultAccess?
    ) throws(RPCStatus) -> Bool {
        let user = snapshot.actor.user
        if let active = snapshot.active(user) {
            return try rejoin(&snapshot, active, mode: mode.map(AccessRules.p2pMode))
        }
        let level = snapshot.actor.level
        let given =
            snapshot.subscriptions[user]?.access.given
            ?? peer.offers.mode(for: level).subtracting([.delete, .owner]).union(.approve)
        guard given.contains(.join) else { throw RPCStatus.permissionDenied }
        let want = AccessRules.p2pMode(mode ?? own.mode(for: .authenticated))
        let isNew = snapshot.setAccess(Access(want: want, given: given), of: user)
        if snapshot.active(peer.user) == nil {
            let peerGiven =
                snapshot.subscriptions[peer.user]?.access.given
                ?? AccessRules.p2pMode((offered ?? own).mode(for: .authenticated))
            let peerWant =
                snapshot.subscriptions[peer.user]?.access.want
                ?? AccessRules.p2pMode(peer.offers.mode(for: .authenticated))
            snapshot.setAccess(Access(want: peerWant, given: peerGiven), of: peer.user)
        }
        return isNew
    }
}
