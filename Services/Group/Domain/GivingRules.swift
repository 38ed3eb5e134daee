import Chat
import Contracts
import RPC

/// How users change what others are given: inviting, promoting, muting, banning, offering ownership.
enum GivingRules {
    /// Changes what another user is given; a stranger to a group is invited by it.
    ///
    /// Returns whether anything changed.
    ///
    /// - `mode`: what is to be given; nil for the topic's default.
    /// - `capacity`: how many members a group may have.
    /// - Throws: `permissionDenied`; `policyViolation` when the group is full.
    static func setGiven(
        _ snapshot: inout TopicSnapshot, of target: UserID, _ mode: AccessMode?, capacity: Int
    ) throws(RPCStatus) -> Bool {
        let topic = try snapshot.living()
        if topic.id.isP2P {
            return try setP2PGiven(&snapshot, topic, of: target, mode)
        }
        let standing = snapshot.standing(in: topic)
        let level = snapshot.actor.level
        guard Policy.allows(level, .invite, on: standing), target != topic.owner else {
            throw RPCStatus.permissionDenied
        }
        if mode?.contains(.owner) == true, !Policy.allows(level, .grantOwnership, on: standing) {
            throw RPCStatus.permissionDenied
        }
        let administers = Policy.allows(level, .setGiven, on: standing)
        guard let old = snapshot.active(target), !old.isReader else {
            return try invite(&snapshot, topic, target, mode, administers: administers, capacity: capacity)
        }
        guard let mode else { return false }
        guard administers else { throw RPCStatus.permissionDenied }
        return snapshot.setAccess(Access(want: old.access.want, given: mode), of: target)
    }

    /// Brings somebody in.
    ///
    /// Who merely shares invites on the topic's terms, and on those that the guest left with.
    private static func invite(
        _ snapshot: inout TopicSnapshot, _ topic: TopicRecord, _ target: UserID, _ mode: AccessMode?,
        administers: Bool, capacity: Int
    ) throws(RPCStatus) -> Bool {
        let offered = topic.defaultAccess.authenticated
        guard administers || mode == nil || mode == offered else { throw RPCStatus.permissionDenied }
        guard topic.members < capacity else { throw RPCStatus.policyViolation(what: "full") }
        // Whoever merely shares lets nobody in whom the topic, or a ban, keeps out; an administrator's word is enough.
        let known = JoiningRules.remembered(snapshot.subscriptions[target])?.subtracting(.owner)
        let given = administers ? mode ?? offered.union(.join) : known ?? offered
        guard administers || given.contains(.join) else { throw RPCStatus.permissionDenied }
        // Who is banned before having come has not said what is wanted: whatever members have.
        let want = given.contains(.join) ? given : offered.union(.join)
        return snapshot.setAccess(Access(want: want.subtracting(.owner), given: given), of: target)
    }

    private static func setP2PGiven(
        _ snapshot: inout TopicSnapshot, _ topic: TopicRecord, of target: UserID, _ mode: AccessMode?
    ) throws(RPCStatus) -> Bool {
        try snapshot.require(.setGiven, in: topic)
        guard target == topic.id.peer(of: snapshot.actor.user), let known = snapshot.subscriptions[target] else {
            throw RPCStatus.permissionDenied
        }
        guard let given = mode.map(AccessRules.p2pMode), given != known.access.given else { return false }
        guard snapshot.active(target) != nil else {
            // Blocking somebody who has left the chat: it takes effect when that user comes back.
            snapshot.remember(given: given, of: target)
            return true
        }
        return snapshot.setAccess(Access(want: known.access.want, given: given), of: target)
    }
}
