import Chat
import Contracts
import RPC

/// How access changes after joining.
enum AccessRules {
    /// What a mode comes to in a private chat: only what has a meaning there, and A always.
    static func p2pMode(_ mode: AccessMode) -> AccessMode {
        mode.intersection(AccessMode.Default.p2pMask).union(.approve)
    }

    /// Changes what the actor wants. Returns whether anything changed.
    ///
    /// - Throws: `permissionDenied` for an owner who would give up O or J, and for O that is not offered.
    static func setWant(_ snapshot: inout TopicSnapshot, _ mode: AccessMode) throws(RPCStatus) -> Bool {
        let topic = try snapshot.living()
        let user = snapshot.actor.user
        guard var access = snapshot.active(user)?.access else { throw RPCStatus.permissionDenied }
        guard snapshot.active(user)?.isReader == false else {
            // A reader's access is fixed, but for silence.
            let want = mode.intersection(AccessMode.Default.reader)
            return snapshot.setAccess(Access(want: want, given: AccessMode.Default.reader), of: user, isReader: true)
        }
        var want = topic.id.isP2P ? p2pMode(mode) : mode
        if topic.owner == user {
            guard want.isSuperset(of: [.owner, .join]) else { throw RPCStatus.permissionDenied }
        } else if want.contains(.owner) {
            guard access.given.contains(.owner) else { throw RPCStatus.permissionDenied }
            try takeOwnership(&snapshot, topic)
        } else if !topic.id.isP2P, access.given.contains(.approve) {
            // Administrators give themselves what they want, short of D and O.
            access.given.formUnion(want.subtracting([.owner, .delete]))
        }
        if topic.id.isP2P { want.formUnion(.approve) }
        access.want = want
        return snapshot.setAccess(access, of: user)
    }

    /// The ownership that was offered is accepted: the former owner becomes an administrator.
    private static func takeOwnership(_ snapshot: inout TopicSnapshot, _ topic: TopicRecord) throws(RPCStatus) {
        snapshot.topic?.owner = snapshot.actor.user
        guard let former = topic.owner, var access = snapshot.active(former)?.access else { return }
        access.want.remove(.owner)
        access.given.remove(.owner)
        // The one who took it is told as well: the reply speaks only of the own access.
        snapshot.setAccess(access, of: former, isHeard: true)
    }

    /// Changes what another user is given; a stranger is invited by it. Returns whether anything changed.
    ///
    /// - Parameters:
    ///   - mode: what is to be given; nil for the topic's default.
    ///   - wanted: what a stranger's account wants by default; nil when it is not known.
    ///   - capacity: how many members a group may have.
    static func setGiven(
        _ snapshot: inout TopicSnapshot, of target: UserID, _ mode: AccessMode?, capacity: Int
    ) throws(RPCStatus) -> Bool {
        let topic = try snapshot.living()
        if topic.id.isP2P {
            return try setP2PGiven(&snapshot, topic, of: target, mode)
        }
        let standing = snapshot.standing(in: topic)
        let administers = Policy.allows(snapshot.actor.level, .setGiven, on: standing)
        let offered = topic.defaultAccess.authenticated
        guard Policy.allows(snapshot.actor.level, .invite, on: standing),
            administers || mode == nil || mode == offered, target != topic.owner
        else { throw RPCStatus.permissionDenied }
        let given = mode ?? offered
        if given.contains(.owner) {
            guard Policy.allows(snapshot.actor.level, .grantOwnership, on: standing) else {
                throw RPCStatus.permissionDenied
            }
        }
        guard let old = snapshot.active(target), !old.isReader else {
            guard topic.isChannel || topic.subscriberCount < capacity else {
                throw RPCStatus.policyViolation(what: "full")
            }
            // Someone who was put out comes back only by an administrator's hand.
            if let remembered = snapshot.subscriptions[target]?.access.given, !administers,
                !remembered.contains(.join)
            {
                throw RPCStatus.permissionDenied
            }
            return snapshot.setAccess(Access(want: given.subtracting(.owner), given: given), of: target)
        }
        guard administers || mode == nil else { throw RPCStatus.permissionDenied }
        guard mode != nil else { return false }
        return snapshot.setAccess(Access(want: old.access.want, given: given), of: target)
    }

    private static func setP2PGiven(
        _ snapshot: inout TopicSnapshot, _ topic: TopicRecord, of target: UserID, _ mode: AccessMode?
    ) throws(RPCStatus) -> Bool {
        try snapshot.require(.setGiven, in: topic)
        guard target == topic.id.peer(of: snapshot.actor.user), var access = snapshot.active(target)?.access else {
            throw RPCStatus.permissionDenied
        }
        guard let mode else { return false }
        access.given = p2pMode(mode)
        return snapshot.setAccess(access, of: target)
    }

    /// Puts a member out. The subscription ends; what was given is remembered, so a ban survives.
    static func evict(_ snapshot: inout TopicSnapshot, _ target: UserID) throws(RPCStatus) {
        let topic = try snapshot.living()
        try snapshot.require(.evict, in: topic)
        guard let subscription = snapshot.active(target) else { throw RPCStatus.userNotFound }
        guard target != topic.owner, subscription.access.want.contains(.join) else {
            throw RPCStatus.permissionDenied
        }
        snapshot.end(target)
    }

    /// Ends the actor's own subscription. A private chat that both have left is deleted.
    static func leave(_ snapshot: inout TopicSnapshot) throws(RPCStatus) {
        let topic = try snapshot.living()
        let user = snapshot.actor.user
        guard snapshot.active(user) != nil else { throw RPCStatus.topicNotFound }
        guard topic.owner != user || topic.kind == .notes else { throw RPCStatus.permissionDenied }
        snapshot.end(user)
        if let peer = topic.id.peer(of: user), snapshot.active(peer) == nil {
            delete(&snapshot)
        }
    }

    /// Deletes the topic for everybody; subscriptions that are not in the snapshot are the store's to end.
    static func delete(_ snapshot: inout TopicSnapshot) {
        snapshot.topic?.deletedAt = snapshot.now
        snapshot.topic?.tags = []
        snapshot.note { $0.topicDeleted = TopicDeleted() }
    }
}
