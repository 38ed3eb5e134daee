import Chat
import Contracts

/// The members of topics, remembered for a moment: typing asks for them at every key stroke.
///
/// Only what is ephemeral is sent by it, so being two seconds behind does no harm. Bounded: the whole memory is dropped
/// when full.
actor AudienceCache {
    private struct Entry {
        let members: [Recipient]
        let until: Int64
    }

    /// Milliseconds.
    private static let lifetime: Int64 = 2000
    private static let capacity = 4096

    private let group: GroupStub
    private let now: @Sendable () -> Int64
    private var entries: [TopicID: Entry] = [:]

    init(group: GroupStub, now: @escaping @Sendable () -> Int64) {
        self.group = group
        self.now = now
    }

    /// The members of a topic; nobody when they are too many to be told, or cannot be asked for.
    func members(of topic: TopicID) async -> [Recipient] {
        if let entry = entries[topic], entry.until > now() {
            return entry.members
        }
        let request = AudienceRequest(topic: "\(topic)", limit: Int32(GatewaySettings.presenceAudience))
        guard let reply = try? await group.audience(request) else { return [] }
        let members =
            reply.hasMore
            ? []
            : reply.members.map {
                Recipient(user: $0.user, mode: $0.mode, isReader: $0.isReader)
            }
        if entries.count >= Self.capacity {
            entries.removeAll()
        }
        entries[topic] = Entry(members: members, until: now() + Self.lifetime)
        return members
    }
}
