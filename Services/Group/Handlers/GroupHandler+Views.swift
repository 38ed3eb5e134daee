import Chat
import Contracts
import RPC

extension GroupHandler {
    /// A topic as a viewer sees it.
    ///
    /// - `subscription`: the viewer's; nil for a stranger.
    /// - `peer`: the living subscription of the peer of a private chat.
    func view(
        _ topic: TopicRecord, _ subscription: SubscriptionRecord?, peer: SubscriptionRecord?, for level: AuthLevel
    ) -> TopicView {
        let standing = Resource(topic.resourceKind, mode: subscription?.access.mode ?? .none)
        var own = subscription.map(Subscription.init)
        if own?.deletedAt == 0 {
            own?.deletedAt = topic.deletedAt
        }
        return TopicView(
            topic: "\(topic.id)", kind: topic.kind, createdAt: topic.createdAt, updatedAt: topic.updatedAt,
            defaultAccess: topic.id.isP2P ? nil : DefaultAccessPair(topic.defaultAccess),
            publicJSON: topic.publicJSON, trustedJSON: topic.trustedJSON,
            auxiliaryJSON: Policy.allows(level, .attach, on: standing) ? topic.auxiliaryJSON : [],
            tags: topic.tags, owner: topic.owner?.rawValue ?? 0, subscriberCount: topic.members + topic.readers,
            subscription: own, peerAccess: peer.map { AccessPair($0.access) })
    }

    /// A topic as the actor of a change sees it.
    ///
    /// - Throws: `topicNotFound` when there is none.
    func view(_ snapshot: TopicSnapshot) throws(RPCStatus) -> TopicView {
        let topic = try snapshot.living()
        let user = snapshot.actor.user
        let peer = topic.id.peer(of: user).flatMap { snapshot.active($0) }
        return view(topic, snapshot.active(user), peer: peer, for: snapshot.actor.level)
    }
}

extension Subscription {
    init(_ record: SubscriptionRecord) {
        self.init(
            user: record.user.rawValue, access: AccessPair(record.access), privateJSON: record.privateJSON,
            createdAt: record.createdAt, updatedAt: record.updatedAt, deletedAt: record.deletedAt,
            isReader: record.isReader)
    }
}
