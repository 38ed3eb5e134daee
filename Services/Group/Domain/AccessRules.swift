import Chat
import Contracts
import RPC

/// How a user changes the own access, and how it may come to own the topic.
enum AccessRules {
    /// What a mode comes to in a private chat: only what has a meaning there, and A always.
    static func p2pMode(_ mode: AccessMode) -> AccessMode {
        mode.intersection(AccessMode.Default.p2pMask).union(.approve)
    }

    /// Changes what the actor wants.
    ///
    /// Returns whether anything changed.
    ///
    /// - `mode`: what is wanted; nil wants a user who had left in spirit back, and changes nothing for others.
    /// - Throws: `permissionDenied` for somebody without a subscription, for an owner who would give up O or J, and for O
    ///   that is not offered.
    static func setWant(_ snapshot: inout TopicSnapshot, _ mode: AccessMode?) throws(RPCStatus) -> Bool {
        let topic = try snapshot.living()
        guard let own = snapshot.active(snapshot.actor.user) else { throw RPCStatus.permissionDenied }
        guard mode != nil || !own.access.want.contains(.join) else { return false }
        var access = own.access
        access.want = mode ?? own.access.given.subtracting(.owner)
        switch topic.id {
        case .p2p:
            access.want = p2pMode(access.want)
        case .group where own.isReader:
            // A reader's access is fixed; it can be silenced, not widened.
            access.want.formIntersection(AccessMode.Default.reader)
        case .group, .notes, .system:
            if topic.owner == own.user {
                guard access.want.isSuperset(of: [.owner, .join]) else { throw RPCStatus.permissionDenied }
            } else if access.want.contains(.owner) {
                guard access.given.isSuperset(of: [.owner, .join]) else { throw RPCStatus.permissionDenied }
                takeOwnership(&snapshot, from: topic.owner)
                access.given = .full
            } else if access.given.isSuperset(of: [.approve, .join]) {
                // Administrators give themselves what they want, short of D and O.
                access.given.formUnion(access.want.subtracting([.owner, .delete]))
            }
        }
        return snapshot.setAccess(access, of: own.user, isReader: own.isReader)
    }

    /// The ownership that was offered is accepted: the former owner becomes an administrator, other offers end.
    private static func takeOwnership(_ snapshot: inout TopicSnapshot, from former: UserID?) {
        let taker = snapshot.actor.user
        snapshot.topic?.owner = taker
        for user in snapshot.subscriptions.keys.sorted() where user != taker {
            guard let other = snapshot.active(user), other.access.given.contains(.owner) else { continue }
            let access = Access(
                want: other.access.want.subtracting(.owner), given: other.access.given.subtracting(.owner))
            // The one who took it is told as well: the reply speaks only of the own access.
            snapshot.setAccess(access, of: user, isReader: other.isReader, isHeardByActor: true)
        }
    }
}
