import Chat
import Contracts
import RPC

/// The RPCs of the group service.
struct GroupHandler: GroupRPC {
    let store: any GroupStore
    let auth: AuthStub
    /// Members that a group may have.
    let capacity: Int
    let now: @Sendable () -> Int64

    /// Reads a topic's canonical name.
    ///
    /// - Throws: `topicNotFound` for a text that names none.
    func topicID(_ text: String) throws(RPCStatus) -> TopicID {
        guard let topic = TopicID(text) else { throw RPCStatus.topicNotFound }
        return topic
    }

    /// Reads a user.
    ///
    /// - Throws: `userNotFound` for nobody.
    func userID(_ number: UInt64) throws(RPCStatus) -> UserID {
        guard let user = UserID(rawValue: number) else { throw RPCStatus.userNotFound }
        return user
    }

    /// Reads mode letters; nil for none.
    func mode(_ text: String) throws(RPCStatus) -> AccessMode? {
        guard !text.isEmpty else { return nil }
        guard let mode = AccessMode(text) else { throw RPCStatus.malformed("mode") }
        return mode
    }

    /// The profiles of some users.
    ///
    /// - Throws: `userNotFound` unless all of them can be talked to.
    func profiles(_ users: [UserID]) async throws -> [UserID: Profile] {
        let reply = try await auth.getProfiles(GetProfilesRequest(users: users.map(\.rawValue)))
        var found: [UserID: Profile] = [:]
        for profile in reply.profiles where profile.state == .ok {
            if let user = UserID(rawValue: profile.user) {
                found[user] = profile
            }
        }
        guard found.count == users.count else { throw RPCStatus.userNotFound }
        return found
    }

    /// A topic as a viewer sees it.
    func view(
        _ topic: TopicRecord, _ subscription: SubscriptionRecord?, peer: SubscriptionRecord? = nil
    ) -> TopicView {
        TopicView(
            topic: "\(topic.id)", kind: topic.kind, createdAt: topic.createdAt, updatedAt: topic.updatedAt,
            defaultAccess: topic.id.isP2P ? nil : DefaultAccessPair(topic.defaultAccess),
            publicJSON: topic.publicJSON, trustedJSON: topic.trustedJSON, auxiliaryJSON: topic.auxiliaryJSON,
            tags: topic.tags, owner: topic.owner?.rawValue ?? 0, subscriberCount: topic.subscriberCount,
            subscription: subscription.map(Subscription.init),
            peerAccess: peer.flatMap { $0.isActive ? AccessPair($0.access) : nil })
    }

    /// A topic as the actor of a change sees it afterwards.
    func view(_ snapshot: TopicSnapshot) throws(RPCStatus) -> TopicView {
        guard let topic = snapshot.topic else { throw RPCStatus.topicNotFound }
        let peer = topic.id.peer(of: snapshot.actor.user).flatMap { snapshot.subscriptions[$0] }
        return view(topic, snapshot.active(snapshot.actor.user), peer: peer)
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
