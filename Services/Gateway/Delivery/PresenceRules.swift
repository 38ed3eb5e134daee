import Chat
import Contracts

/// Who is told what about a change of access, as pure functions: the gateway asks for every session it holds.
///
/// Two places to hear it: on the topic itself, when the session is attached to it, and on `me`. The session that caused
/// a change hears nothing of it (its reply told it).
enum PresenceRules {
    /// One user's access before and after, from an event.
    struct Change {
        var target: UserID
        var actor: UserID?
        var old: Access?
        var new: Access?
        var isReader: Bool

        /// The subscription is new.
        var isJoining: Bool { old == nil && new != nil }
        /// The subscription went.
        var isLeaving: Bool { new == nil }
        /// The user left, rather than being put out.
        var isOwnWill: Bool { actor == target }

        /// The difference as others are told it.
        var delta: PresenceMessage.AccessChange {
            guard let new else { return .init(want: "N", given: "N") }
            return .init(want: new.want.delta(from: old?.want), given: new.given.delta(from: old?.given))
        }
    }

    /// What a session attached to the topic hears.
    ///
    /// - `topic`: the topic as this session names it.
    /// - `user`: the session's user.
    /// - `mode`: that user's effective mode in the topic.
    static func onTopic(_ change: Change, topic: TopicName, user: UserID, mode: AccessMode, isP2P: Bool)
        -> [PresenceMessage]
    {
        if user == change.target {
            return change.isLeaving ? [] : [PresenceMessage(topic: "\(topic)", what: "acs", access: change.delta)]
        }
        guard mode.intersects(.seesMembers), !change.isReader else { return [] }
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
