import Chat
import Contracts
import RPC

/// How users come into topics, and come back.
enum JoiningRules {
    /// What somebody who has left a group was given as a member; nil for a stranger and for a former reader.
    static func remembered(_ subscription: SubscriptionRecord?) -> AccessMode? {
        guard let subscription, !subscription.isReader else { return nil }
        return subscription.access.given
    }

    // MARK: Groups and channels

    /// Joins the actor to a group or a channel, or attaches again.
    ///
    /// Returns whether the access changed.
    ///
    /// - `mode`: what the actor wants; nil where nothing is said.
    /// - `asReader`: whether the topic was addressed as readers of a channel do.
    /// - `capacity`: how many members a group may have.
    /// - Throws: `topicNotFound`, `permissionDenied`, `useOther`, `policyViolation` for a full group.
    static func joinGroup(
        _ snapshot: inout TopicSnapshot, mode: AccessMode?, asReader: Bool, capacity: Int
    ) throws(RPCStatus) -> Bool {
        let topic = try snapshot.living()
        let user = snapshot.actor.user
        let own = snapshot.active(user)
        if asReader {
            guard topic.isChannel else { throw RPCStatus.topicNotFound }
            guard own?.isReader != false else { throw RPCStatus.useOther(topic: "\(topic.id)") }
        }
        if let own, own.isReader == asReader {
            return try attachAgain(&snapshot, own, mode: mode)
        }
        let remembered = Self.remembered(snapshot.subscriptions[user])
        if asReader {
            // A ban from the channel's group side is not escaped by reading along.
            guard remembered?.contains(.join) != false else { throw RPCStatus.permissionDenied }
            return snapshot.setAccess(Access(both: AccessMode.Default.reader), of: user, isReader: true)
        }
        let offered = topic.defaultAccess.mode(for: snapshot.actor.level)
        // Ownership is offered by the owner and does not outlive leaving.
        let given = (remembered ?? offered).subtracting(.owner)
        let want = (mode ?? offered.union(.join)).subtracting(.owner)
        guard given.intersection(want).contains(.join) else { throw RPCStatus.permissionDenied }
        guard topic.members < capacity else { throw RPCStatus.policyViolation(what: "full") }
        return snapshot.setAccess(Access(want: want, given: given), of: user)
    }

    /// Attaches somebody who is in: may say what is wanted now; a user who had left in spirit comes back.
    private static func attachAgain(
        _ snapshot: inout TopicSnapshot, _ own: SubscriptionRecord, mode: AccessMode?
    ) throws(RPCStatus) -> Bool {
        guard own.access.given.contains(.join), mode?.contains(.join) != false else {
            throw RPCStatus.permissionDenied
        }
        return try AccessRules.setWant(&snapshot, mode)
    }

    // MARK: Private chats

    /// What has to be known of the two accounts of a private chat before somebody can come into it.
    struct Accounts: Hashable, Sendable {
        /// What the actor's account offers to others.
        var own: DefaultAccess
        /// What the peer's account offers to others; nil when it cannot be talked to.
        var peer: DefaultAccess?
    }

    /// The chat needs ``Accounts`` to be gone on with: ask for them and begin again.
    struct AccountsNeeded: Error {}

    /// Begins a private chat, comes back to one, or attaches again.
    ///
    /// Returns whether the actor's access changed.
    ///
    /// A peer who has left is brought back: whoever is written to again has the chat again. To be rid of it for good, a
    /// user blocks the peer.
    ///
    /// - `topic`: the chat, which the actor is in.
    /// - `mode`: what the actor wants; nil where nothing is said.
    /// - `offered`: what the actor gives to this peer; nil gives what the actor's account gives to all.
    /// - `accounts`: the two accounts; nil as long as they have not been asked for.
    /// - Throws: ``AccountsNeeded``; `userNotFound`; `permissionDenied`.
    static func joinP2P(
        _ snapshot: inout TopicSnapshot, topic: TopicID, mode: AccessMode?, offered: DefaultAccess?, accounts: Accounts?
    ) throws -> Bool {
        let user = snapshot.actor.user
        guard let peer = topic.peer(of: user) else { throw RPCStatus.permissionDenied }
        let own = snapshot.active(user)
        let isPeerAway = snapshot.active(peer) == nil && mayReturn(snapshot.subscriptions[peer])
        guard own == nil || isPeerAway else {
            return try own.map { try attachAgain(&snapshot, $0, mode: mode.map(AccessRules.p2pMode)) } ?? false
        }
        guard let accounts else { throw AccountsNeeded() }
        let isChanged: Bool
        if let own {
            isChanged = try attachAgain(&snapshot, own, mode: mode.map(AccessRules.p2pMode))
        } else {
            isChanged = try enter(&snapshot, topic, mode, accounts)
        }
        if isPeerAway, let theirs = accounts.peer {
            let known = snapshot.subscriptions[peer]?.access
            let access = Access(
                want: known?.want ?? AccessRules.p2pMode(theirs.authenticated),
                given: known?.given ?? AccessRules.p2pMode((offered ?? accounts.own).authenticated))
            snapshot.setAccess(access, of: peer)
        }
        return isChanged
    }

    private static func enter(
        _ snapshot: inout TopicSnapshot, _ topic: TopicID, _ mode: AccessMode?, _ accounts: Accounts
    ) throws(RPCStatus) -> Bool {
        guard let theirs = accounts.peer else { throw RPCStatus.userNotFound }
        let user = snapshot.actor.user
        let offered = theirs.mode(for: snapshot.actor.level).subtracting([.delete, .owner]).union(.approve)
        let given = snapshot.subscriptions[user]?.access.given ?? offered
        let want = AccessRules.p2pMode(mode ?? AccessMode.Default.p2pMask)
        guard given.intersection(want).contains(.join) else { throw RPCStatus.permissionDenied }
        if snapshot.topic?.isLiving != true {
            snapshot.create(TopicRecord(id: topic, at: snapshot.now))
        }
        return snapshot.setAccess(Access(want: want, given: given), of: user)
    }

    /// Whether a user who is not in a chat may be brought back into it: not one who wanted to be rid of it.
    private static func mayReturn(_ subscription: SubscriptionRecord?) -> Bool {
        subscription?.access.want.contains(.join) ?? true
    }

    // MARK: Notes and reports

    /// Joins the actor to the own notes or to the reports, making the topic when it is first asked for.
    ///
    /// - `record`: the topic as it begins.
    static func joinOwn(
        _ snapshot: inout TopicSnapshot, _ record: TopicRecord, given: AccessMode, mode: AccessMode?
    ) throws(RPCStatus) -> Bool {
        if let own = snapshot.active(snapshot.actor.user) {
            return try attachAgain(&snapshot, own, mode: mode)
        }
        if snapshot.topic?.isLiving != true {
            snapshot.create(record)
        }
        let kept = given.intersection([.join, .owner])
        let want = mode.map { $0.intersection(given).union(kept) } ?? given
        return snapshot.setAccess(Access(want: want, given: given), of: snapshot.actor.user)
    }
}
