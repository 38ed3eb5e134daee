import Chat
import Contracts
import RPC
import Synchronization

/// The audiences of topics, as the group service told them.
///
/// Entries go when an event says that they changed, and after ten seconds in any case: the event may have gone to
/// another replica of the router.
final class AudienceBook: Sendable {
    /// How long an audience is believed.
    static let lifetime = Duration.seconds(10)
    /// Members remembered in all; beyond it the memory is dropped whole.
    private static let capacity = 2_000_000
    private static let page: Int32 = 10_000

    private struct Entry {
        let members: [AudienceMember]
        let until: Duration
    }

    private struct State {
        var audiences: [String: Entry] = [:]
        var members = 0
        /// Counts the invalidations, so that an answer asked for before one is not kept.
        var generation = 0

        mutating func remove(_ topic: String) {
            members -= audiences.removeValue(forKey: topic)?.members.count ?? 0
        }
    }

    private let group: GroupStub
    private let elapsed: @Sendable () -> Duration
    private let state = Mutex(State())

    init(group: GroupStub, clock: some Clock<Duration>) {
        let start = clock.now
        elapsed = { start.duration(to: clock.now) }
        self.group = group
    }

    /// Everybody who is to hear of a topic; nobody when there is no such topic.
    func audience(of topic: String) async throws(RPCStatus) -> [AudienceMember] {
        let now = elapsed()
        let (known, generation) = state.withLock { ($0.audiences[topic], $0.generation) }
        if let known, known.until > now { return known.members }
        let members = try await ask(topic)
        state.withLock { state in
            guard state.generation == generation else { return }
            if state.members + members.count > Self.capacity {
                state.audiences.removeAll()
                state.members = 0
            }
            state.remove(topic)
            state.audiences[topic] = Entry(members: members, until: now + Self.lifetime)
            state.members += members.count
        }
        return members
    }

    private func ask(_ topic: String) async throws(RPCStatus) -> [AudienceMember] {
        var members: [AudienceMember] = []
        var hasMore = true
        while hasMore {
            do {
                let reply = try await group.audience(
                    AudienceRequest(topic: topic, after: members.last?.user ?? 0, limit: Self.page))
                members += reply.members
                hasMore = reply.hasMore && !reply.members.isEmpty
            } catch {
                // Asking again would not help, and the whole partition would wait for it.
                guard error.code == .notFound || error.code == .invalidArgument else { throw error }
                return members
            }
        }
        return members
    }

    /// Forgets a topic's audience.
    func forget(_ topic: String) {
        state.withLock { state in
            state.generation += 1
            state.remove(topic)
        }
    }
}
