import Chat
import Contracts

/// Who is told what about a change of access, as pure functions: the gateway asks for every session it holds.
///
/// Two places to hear it: on the topic itself, when the session is attached to it, and on `me`. The session that caused
/// a change hears nothing of it (its reply told it).
enum PresenceRules {
    /// One user's access before and after, from an event.
    struct Change {
        let target: UserID
        let actor: UserID?
        let old: Access?
        let new: Access?
        let isReader: Bool
        /// The difference as others are told it.
        let delta: PresenceMessage.AccessChange

        init(target: UserID, actor: UserID?, old: Access?, new: Access?, isReader: Bool) {
            (self.target, self.actor, self.old, self.new, self.isReader) = (target, actor, old, new, isReader)
            delta =
                new.map { .init(want: $0.want.delta(from: old?.want), given: $0.given.delta(from: old?.given)) }
                ?? .init(want: "N", given: "N")
        }

        /// The subscription is new.
        var isJoining: Bool { old == nil && new != nil }
        /// The subscription went.
        var isLeaving: Bool { new == nil }
        /// The user left, rather than being put out.
        var isOwnWill: Bool { actor == target }
    }

    /// What the sessions attached to the topic hear of the user whose access it is.
    ///
    /// - `topic`: the topic as they name it.
    static func toTarget(of change: Change, onTopic topic: TopicName) -> [PresenceMessage] {
        change.isLeaving ? [] : [PresenceMessage(topic: "\(topic)", what: "acs", access: change.delta)]
    }

    /// Whether a session attached to the topic hears of others' access at all.
    ///
    /// - `mode`: its user's effective mode in the topic.
    static func hearsOfOthers(_ mode: AccessMode) -> Bool {
        mode.intersects(.seesMembers)
    }

    /// What the sessions attached to the topic that hear of others are told.
    ///
    /// - `topic`: the topic as they name it.
    static func toOthers(than change: Change, onTopic topic: TopicName, isP2P: Bool) -> [PresenceMessage] {
        guard !change.isReader else { return [] }
        let source = change.target.description
        var told = PresenceMessage(topic: "\(topic)", source: source, what: "acs", access: change.delta)
        if let actor = change.actor, actor != change.target {
            told.actor = actor.description
        }
        guard change.isLeaving, change.isOwnWill, !isP2P else { return [told] }
        return [told, PresenceMessage(topic: "\(topic)", source: source, what: "off")]
    }

    /// What a session hears on `me`.
    ///
    /// - `topic`: the topic as this session's user names it.
    /// - `mode`: the user's effective mode in the topic after the change.
    /// - `isAttached`: whether the session is attached to the topic as well, or was until this change put it out.
    /// - `isOrigin`: whether the session caused the change.
    static func onMe(
        _ change: Change, topic: TopicName, user: UserID, mode: AccessMode, isAttached: Bool, isOrigin: Bool
    ) -> [PresenceMessage] {
        let knowsAlready = isAttached || isOrigin
        let source = topic.description
        var told = PresenceMessage(topic: "me", source: source, what: "acs", access: change.delta)
        if let actor = change.actor, actor != user {
            told.actor = actor.description
        }
        if user == change.target {
            if change.isLeaving {
                return knowsAlready ? [] : [PresenceMessage(topic: "me", source: source, what: "gone")]
            }
            let silenced = change.old?.mode.contains(.presence) == true && !mode.contains(.presence)
            let off = PresenceMessage(topic: "me", source: source, what: "off")
            return (silenced ? [off] : []) + (knowsAlready ? [] : [told])
        }
        // Administrators who are not looking at the topic hear of newcomers and of requests for more than is given.
        let asksToJoin = change.isJoining && change.isOwnWill && !isP2P(topic)
        guard !knowsAlready, !change.isReader, mode.intersects(.administers), let new = change.new,
            asksToJoin || !new.want.isSubset(of: new.given)
        else { return [] }
        told.target = change.target.description
        return [told]
    }

    private static func isP2P(_ name: TopicName) -> Bool {
        if case .user = name { true } else { false }
    }
}
