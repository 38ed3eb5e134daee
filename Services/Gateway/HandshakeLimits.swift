import Chat
package import Settings

/// What other services hold clients to, as the handshake tells it: settings of theirs, which the gateway reads too.
package struct HandshakeLimits: Sendable {
    /// Members that a group may have.
    package var members = Limits.groupMembers
    /// The most different reactions to one message.
    package var maxReactions = 6
    /// The only reactions there may be; empty for any.
    package var allowedReactions: [String] = []
    /// How old a message may be that goes for everybody; zero for any age.
    package var deletionAge = Duration.seconds(Limits.deletionAge)

    /// The defaults.
    package init() {}

    /// What is configured.
    package init(_ configuration: Configuration) {
        members = configuration[Self.memberLimit]
        maxReactions = configuration[Self.reactionLimit]
        allowedReactions = configuration[Self.reactions]
        deletionAge = configuration[Self.age]
    }

    private static let memberLimit = Setting(
        "group.memberLimit", default: Limits.groupMembers, in: 2...10_000_000,
        "How many members a group or a channel may have, without a channel's readers.")
    private static let reactionLimit = Setting(
        "message.maxReactions", default: 6, in: 1...Limits.reactions,
        "The most different reactions to one message, where its topic says nothing else.")
    private static let reactions = Setting(
        "message.allowedReactions", default: [String](), "The only reactions there may be; none: any.")
    private static let age = Setting(
        "message.deletionAge", default: Duration.seconds(Limits.deletionAge),
        in: .zero...Duration.seconds(100 * 365 * 86_400),
        "How old a message may be that others than owners and administrators delete for everybody; 0s: any age.")

    /// All of them.
    package static let settings: [any SettingDeclaration] = [memberLimit, reactionLimit, reactions, age]
}
