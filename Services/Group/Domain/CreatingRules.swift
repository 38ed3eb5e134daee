import Chat
import Contracts
import RPC

/// How groups and channels begin.
enum CreatingRules {
    /// What a new topic is to be.
    struct Plan: Hashable, Sendable {
        var isChannel = false
        /// Patches of nothing.
        var description = DescribingRules.Changes()
        /// As ``TopicTags/read(_:)`` makes them.
        var tags: [String] = []
        /// What the owner wants; nil for everything.
        var mode: AccessMode?
    }

    /// Makes a topic that the actor owns.
    ///
    /// - `topic`: a name that nobody has used.
    /// - `limit`: the largest value kept, bytes.
    /// - Throws: `permissionDenied`; `malformed`; `tooLarge`; `aborted` when the name is taken after all.
    static func create(
        _ snapshot: inout TopicSnapshot, _ topic: TopicID, _ plan: Plan, limit: Int
    ) throws(RPCStatus) {
        let actor = snapshot.actor
        guard snapshot.topic == nil else { throw RPCStatus(.aborted, reason: "conflict") }
        guard Policy.allows(actor.level, .createTopic, on: .suite) else { throw RPCStatus.permissionDenied }
        let want = plan.mode ?? .full
        guard want.isSuperset(of: [.join, .owner]) else { throw RPCStatus.permissionDenied }
        var record = TopicRecord(
            id: topic, isChannel: plan.isChannel, owner: actor.user, at: snapshot.now,
            defaultAccess: defaultAccess(plan))
        try JSONPatch.apply(plan.description.publicJSON, to: &record.publicJSON, limit: limit)
        if !plan.description.trustedJSON.isEmpty {
            guard Policy.allows(actor.level, .setTrusted, on: Resource(record.resourceKind)) else {
                throw RPCStatus.permissionDenied
            }
            try JSONPatch.apply(plan.description.trustedJSON, to: &record.trustedJSON, limit: limit)
        }
        record.tags = plan.tags
        snapshot.create(record)
        snapshot.setAccess(Access(want: want, given: .full), of: actor.user)
        _ = try DescribingRules.patchPrivate(&snapshot, plan.description.privateJSON, limit: limit, isNoted: false)
    }

    /// What strangers are given: as said, but never ownership.
    private static func defaultAccess(_ plan: Plan) -> DefaultAccess {
        let usual = plan.isChannel ? AccessMode.Default.channel : AccessMode.Default.group
        let said = plan.description.defaultAccess ?? DefaultAccess(authenticated: usual, anonymous: .none)
        return DefaultAccess(
            authenticated: said.authenticated.subtracting(.owner), anonymous: said.anonymous.subtracting(.owner))
    }
}
