/// The one place where the suite decides who may do what.
///
/// What no rule allows is denied.
package enum Policy {
    /// What an action asks for: every condition must hold.
    package struct Rule: Sendable {
        /// Where the action exists at all.
        var kinds: Set<Resource.Kind>
        /// Permissions that must all be held.
        var all: AccessMode = .none
        /// Permissions of which one must be held; empty asks for none.
        var any: AccessMode = .none
        var level: AuthLevel = .anonymous
        var authorOnly = false
    }

    private static let topics: Set<Resource.Kind> = [.p2p, .group, .channel, .notes, .system]
    private static let shared: Set<Resource.Kind> = [.p2p, .group, .channel]
    private static let groups: Set<Resource.Kind> = [.group, .channel]

    /// The rules, one for each action.
    package static let rules: [Action: Rule] = [
        .attach: Rule(kinds: topics, all: .join),
        .readHistory: Rule(kinds: topics, all: [.join, .read]),
        .publish: Rule(kinds: topics, all: [.join, .write]),
        .editMessage: Rule(kinds: topics, all: [.join, .write], authorOnly: true),
        .deleteForSelf: Rule(kinds: topics, all: [.join, .read]),
        .deleteForAll: Rule(kinds: topics, all: [.join, .delete]),
        .sendReceipt: Rule(kinds: topics, all: [.join, .read]),
        .sendTyping: Rule(kinds: shared, all: [.join, .write]),
        .react: Rule(kinds: shared.union([.notes]), all: [.join, .read, .write]),
        .reactAsReader: Rule(kinds: [.channel], all: [.join, .read]),
        .seeTopic: Rule(kinds: topics),
        .seeMembers: Rule(kinds: [.p2p, .group, .channel, .notes, .system], all: .join),
        .seeAccess: Rule(kinds: topics, all: .join, any: .seesMembers),
        .invite: Rule(kinds: groups, all: .join, any: .seesMembers),
        .setGiven: Rule(kinds: shared, any: .administers),
        .evict: Rule(kinds: groups, all: .join, any: .administers),
        .grantOwnership: Rule(kinds: groups, all: [.join, .owner]),
        .updateTopic: Rule(kinds: groups, all: .join, any: .administers),
        .updateDefaults: Rule(kinds: groups, all: .join, any: .administers),
        .updatePrivate: Rule(kinds: topics),
        .setTags: Rule(kinds: groups, all: [.join, .owner]),
        .setAuxiliary: Rule(kinds: shared.union([.notes]), all: .join, any: .administers),
        .deleteTopic: Rule(kinds: groups.union([.notes]), all: .owner),
        .leave: Rule(kinds: topics),
        .createTopic: Rule(kinds: [.suite], level: .authenticated),
        .publishReport: Rule(kinds: [.system]),
        .readReports: Rule(kinds: [.system], level: .root),
        .setTrusted: Rule(kinds: groups.union([.suite]), level: .root),
        .actOnBehalf: Rule(kinds: [.suite], level: .root),
        .suspendAccount: Rule(kinds: [.suite], level: .root),
        .deleteOwnAccount: Rule(kinds: [.suite]),
        .deleteOtherAccount: Rule(kinds: [.suite], level: .root),
    ]

    /// Whether somebody of this trust may do it.
    ///
    /// - `level`: how far the actor's session is trusted.
    /// - `action`: what is asked for.
    /// - `resource`: the actor's standing where it is asked for.
    package static func allows(_ level: AuthLevel, _ action: Action, on resource: Resource) -> Bool {
        guard let rule = rules[action], rule.kinds.contains(resource.kind), level >= rule.level else { return false }
        guard resource.mode.isSuperset(of: rule.all), rule.any.isEmpty || resource.mode.intersects(rule.any) else {
            return false
        }
        return !rule.authorOnly || resource.isAuthor
    }
}
