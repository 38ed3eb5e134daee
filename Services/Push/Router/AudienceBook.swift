import Chat
import Contracts
import RPC
import Synchronization

/// The audiences of topics, as the group service told them; entries go when an event says that they changed.
final class AudienceBook: Sendable {
    /// Members remembered in all; beyond it the memory is dropped whole.
    private static let capacity = 2_000_000
    private static let page: Int32 = 10_000

    private struct State {
        var audiences: [String: [AudienceMember]] = [:]
        var members = 0
        /// Counts the invalidations, so that an answer asked for before one is not kept.
        var generation = 0
    }

    private let group: GroupStub
    private let state = Mutex(State())

    init(group: GroupStub) {
        self.group = group
    }

    /// Everybody who is to hear of a topic.
    func audience(of topic: String) async throws(RPCStatus) -> [AudienceMember] {
        let (known, generation) = state.withLock { ($0.audiences[topic], $0.generation) }
        if let known { return known }
        var members: [AudienceMember] = []
        var hasMore = true
        while hasMore {
            let reply = try await group.audience(
                AudienceRequest(topic: topic, after: members.last?.user ?? 0, limit: Self.page))
            members += reply.members
            hasMore = reply.hasMore && !reply.members.isEmpty
        }
        state.withLock { state in
            guard state.generation == generation else { return }
            if state.members > Self.capacity {
                state.audiences.removeAll()
                state.members = 0
            }
            state.audiences[topic] = members
            state.members += members.count
        }
        return members
    }

    /// Forgets a topic's audience.
    func forget(_ topic: String) {
        state.withLock { state in
            state.generation += 1
            state.members -= state.audiences.removeValue(forKey: topic)?.count ?? 0
        }
    }
}
