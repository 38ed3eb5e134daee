import Chat
import Contracts
import Presence

extension Shard {
    /// `desc` of a topic as the actor sees it.
    func description(of place: Place, _ actor: Actor) async throws -> TopicDescription {
        let view = place.view
        var description = TopicDescription()
        description.createdAt = view.createdAt
        description.updatedAt = view.updatedAt
        description.isChannel = view.kind == .channel
        description.access = place.access
        description.subscriberCount = view.kind.hasSubscriberCount ? view.subscriberCount : 0
        description.publicJSON = view.publicJSON
        description.trustedJSON = view.trustedJSON
        description.privateJSON = view.subscription?.privateJSON ?? []
        if let peer = place.topic.peer(of: actor.user) {
            try await describePeer(peer, in: &description, actor)
        } else if place.access == nil, let access = view.defaultAccess {
            description.strangerMode = DefaultAccess(access).mode(for: actor.level)
        }
        guard place.isAttached else { return description }
        description.isOnline = view.kind == .group || view.kind == .channel
        if view.kind == .group || view.kind == .channel, !place.isReader, let access = view.defaultAccess {
            description.defaultAccess = DefaultAccess(access)
        }
        description.touchedAt = place.state.touchedAt == 0 ? view.createdAt : place.state.touchedAt
        description.sequence = place.state.sequence
        description.read = place.state.read
        description.received = place.state.received
        description.clear = place.state.deleteID
        description.reactionID = place.state.reactionID
        return description
    }

    private func describePeer(
        _ peer: UserID, in description: inout TopicDescription, _ actor: Actor
    ) async throws {
        guard let profile = try await profiles([peer])[peer] else { throw Refusal(.userNotFound) }
        description.publicJSON = profile.publicJSON
        description.trustedJSON = profile.trustedJSON
        guard description.access == nil else { return }
        description.createdAt = profile.createdAt
        description.updatedAt = profile.updatedAt
        description.strangerMode = profile.defaultAccess.map { DefaultAccess($0).mode(for: actor.level) }
        if actor.level == .root {
            description.state = profile.state == .suspended ? "suspended" : "ok"
        }
    }

    /// What others see of some users; those that are no more are left out.
    func profiles(_ users: [UserID]) async throws -> [UserID: Profile] {
        var found: [UserID: Profile] = [:]
        for page in users.pages(of: Limits.subscriptionPage) {
            let reply = try await node.services.auth.getProfiles(GetProfilesRequest(users: page.map(\.rawValue)))
            for profile in reply.profiles {
                if let user = UserID(rawValue: profile.user) {
                    found[user] = profile
                }
            }
        }
        return found
    }

    /// The members of a topic, as far as the actor may see them.
    func members(of place: Place, _ options: QueryOptions?, _ actor: Actor) async throws -> [SubscriptionRow] {
        let reply = try await node.services.group.listMembers(
            ListMembersRequest(
                topic: "\(place.topic)", asReader: place.name.isReader, modifiedSince: options?.modifiedSince ?? 0,
                user: try options?.user.map(userID)?.rawValue ?? 0,
                limit: try options.limit(atMost: Limits.subscriptionPage),
                after: try options?.after.map(userID)?.rawValue ?? 0, onlyOwn: !place.isAttached),
            as: actor)
        let users = reply.members.compactMap { UserID(rawValue: $0.user) }
        let marks = try await node.services.message.getMarks(
            GetMarksRequest(topic: "\(place.topic)", users: users.map(\.rawValue)), as: actor)
        let isP2P = place.topic.isP2P
        let profiles = isP2P || !place.isAttached ? [:] : try await profiles(users)
        let seesPresence = place.access?.mode.contains(.presence) == true
        let present =
            seesPresence ? await node.areOnline(users.map { PresenceKey.of($0, in: place.topic) }) : []
        return reply.members.enumerated().map { index, member in
            var row = SubscriptionRow()
            row.updatedAt = member.updatedAt
            row.deletedAt = member.deletedAt == 0 ? nil : member.deletedAt
            row.isOnline =
                !isP2P && (place.isReader && place.isAttached || present.indices.contains(index) && present[index])
            row.access = member.access.map(Access.init)
            row.user = UserID(rawValue: member.user)
            if index < marks.marks.count, place.isAttached {
                row.read = marks.marks[index].read
                row.received = marks.marks[index].received
            }
            if let profile = row.user.flatMap({ profiles[$0] }) {
                row.publicJSON = profile.publicJSON
                row.trustedJSON = profile.trustedJSON
            }
            if row.user == actor.user {
                row.privateJSON = member.privateJSON
            }
            return row
        }
    }
}

extension TopicKind {
    /// Whether clients are told how many there are: not where that is no news.
    var hasSubscriberCount: Bool {
        self == .group || self == .channel
    }
}

extension Place {
    /// The actor's access; nil for a stranger.
    var access: Access? {
        view.subscription?.access.map(Access.init)
    }

    /// Whether the actor is a reader of a channel.
    var isReader: Bool {
        view.subscription?.isReader == true
    }

    /// The actor's standing, for decisions.
    var resource: Resource {
        let kind: Resource.Kind =
            switch view.kind {
            case .p2p: .p2p
            case .channel: .channel
            case .notes: .notes
            case .system: .system
            default: .group
            }
        return Resource(kind, mode: access?.mode ?? .none)
    }
}
