import Chat
import Contracts
import RPC

/// How subscriptions and topics end.
enum LeavingRules {
    /// Ends the actor's own subscription; a private chat that both have left is deleted.
    ///
    /// - Throws: `topicNotFound` for somebody who is not in it, `permissionDenied` for the owner of a group.
    static func leave(_ snapshot: inout TopicSnapshot) throws(RPCStatus) {
        let topic = try snapshot.living()
        let user = snapshot.actor.user
        guard snapshot.active(user) != nil else { throw RPCStatus.topicNotFound }
        guard topic.owner != user || topic.kind == .notes else { throw RPCStatus.permissionDenied }
        try snapshot.require(.leave, in: topic)
        snapshot.end(user)
        if let peer = topic.id.peer(of: user), snapshot.active(peer) == nil {
            snapshot.delete()
        }
    }

    /// Puts somebody out of a group; what was given is remembered, so that a ban survives.
    ///
    /// - Throws: `userNotFound` for somebody who is not in it; `permissionDenied`, for the owner and for those who block
    ///   the topic too: out of it, they could be invited again.
    static func evict(_ snapshot: inout TopicSnapshot, _ target: UserID) throws(RPCStatus) {
        let topic = try snapshot.living()
        try snapshot.require(.evict, in: topic)
        guard let subscription = snapshot.active(target) else { throw RPCStatus.userNotFound }
        guard target != topic.owner, subscription.access.want.contains(.join) else {
            throw RPCStatus.permissionDenied
        }
        snapshot.end(target)
    }

    /// Deletes the topic for everybody where the actor may, and otherwise leaves it.
    static func delete(_ snapshot: inout TopicSnapshot) throws(RPCStatus) {
        let topic = try snapshot.living()
        if Policy.allows(snapshot.actor.level, .deleteTopic, on: snapshot.standing(in: topic)) {
            snapshot.delete()
        } else {
            try leave(&snapshot)
        }
    }

    /// The actor's account is gone for ever: so are the private chats, the notes, the groups it owned, and its
    /// membership in others.
    ///
    /// Returns whether anything changed; repeating it changes nothing.
    static func closeAccount(_ snapshot: inout TopicSnapshot) -> Bool {
        let user = snapshot.actor.user
        guard let topic = snapshot.topic, topic.isLiving, snapshot.subscriptions[user] != nil else { return false }
        // A private chat that the user had left lives on with the other one, who could write to nobody in it.
        if topic.owner == user || topic.id.isP2P {
            snapshot.delete()
        } else {
            guard snapshot.active(user) != nil else { return false }
            snapshot.end(user)
        }
        return true
    }
}
