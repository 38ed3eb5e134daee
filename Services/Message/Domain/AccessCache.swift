import Chat
import Contracts
import EventLog
import RPC
import Synchronization
import Wire

/// What users may do in topics, as the group service said a moment ago.
///
/// Entries go when an event says that they changed, and after ten seconds in any case. An answer that was asked for
/// before such an event is used once and not kept. While events of any partition are not followed, nothing is kept.
final class AccessCache: Sendable {
    private static let lifetime: Int64 = 10_000
    /// Standings remembered; the memory is dropped whole when full.
    ///
    /// About 20 MB.
    private static let capacity = 100_000

    private struct Entry {
        var standings: [UInt64: Standing] = [:]
        var until: Int64

        /// A clock that was set back makes it old, not young.
        func isFresh(at moment: Int64) -> Bool {
            moment < until && until - moment <= AccessCache.lifetime
        }
    }

    private struct State {
        var topics: [String: Entry] = [:]
        /// At least as many as there are standings.
        var count = 0
        var invalidations = Invalidations()
        /// The partitions of events that are heeded.
        var followed: Set<Int> = []

        mutating func forgetAll() {
            invalidations.noteAll()
            topics.removeAll()
            count = 0
        }
    }

    private let group: GroupStub
    private let partitions: Int
    private let now: @Sendable () -> Int64
    private let state = Mutex(State())

    /// - Parameters:
    ///   - group: Says who may do what.
    ///   - partitions: How many partitions of events there are: all must be followed before anything is kept.
    ///   - now: Milliseconds since 1970.
    init(group: GroupStub, partitions: Int, now: @escaping @Sendable () -> Int64) {
        self.group = group
        self.partitions = partitions
        self.now = now
    }

    /// What a user may do in a topic.
    func standing(of user: UInt64, in topic: String) async throws(RPCStatus) -> Standing {
        try await standings([Standing(topic: topic, user: user)])[0]
    }

    /// What several users may do in several topics, in order.
    func standings(_ questions: [Standing]) async throws(RPCStatus) -> [Standing] {
        let moment = now()
        var (answers, asking) = state.withLock { state in
            let known = questions.map { question -> Standing? in
                guard let entry = state.topics[question.topic], entry.isFresh(at: moment) else { return nil }
                return entry.standings[question.user]
            }
            return (known, state.invalidations.moment)
        }
        var missing: [Standing: Int] = [:]
        for (question, answer) in zip(questions, answers) where answer == nil {
            missing[question] = missing[question] ?? missing.count
        }
        if !missing.isEmpty {
            let asked = missing.sorted { $0.value < $1.value }.map(\.key)
            let reply = try await group.authorize(AuthorizeRequest(questions: asked))
            guard reply.standings.count == asked.count else { throw RPCStatus(.internal) }
            keep(reply.standings, askedAt: asking)
            for (index, question) in questions.enumerated() where answers[index] == nil {
                answers[index] = missing[question].map { reply.standings[$0] }
            }
        }
        return answers.compactMap { $0 }
    }

    private func keep(_ standings: [Standing], askedAt asking: Int) {
        let moment = now()
        let fresh = Entry(until: moment + Self.lifetime)
        state.withLock { state in
            guard state.followed.count == partitions else { return }
            let standings = standings.filter { state.invalidations.holds($0.topic, since: asking) }
            if state.count + standings.count > Self.capacity { state.forgetAll() }
            state.count += standings.count
            for standing in standings {
                // One that has run out is replaced: added to, it would never be heeded again.
                if state.topics[standing.topic]?.isFresh(at: moment) != true {
                    state.topics[standing.topic] = fresh
                }
                state.topics[standing.topic]?.standings[standing.user] = standing
            }
        }
    }

    /// From now on every event of the partition is heeded.
    ///
    /// What was asked for before is not kept: it may have changed before anybody listened.
    func follow(_ partition: Int) {
        state.withLock { state in
            state.followed.insert(partition)
            state.forgetAll()
        }
    }

    /// Events of the partition are not heeded any more.
    func unfollow(_ partition: Int) {
        state.withLock { state in
            state.followed.remove(partition)
            state.forgetAll()
        }
    }

    /// Forgets everything.
    func forgetAll() {
        state.withLock { $0.forgetAll() }
    }

    /// Forgets what an event changed.
    func forget(_ event: Event) {
        state.withLock { state in
            if event.accountClosed != nil {
                state.forgetAll()
            } else if event.accessChanged != nil || event.topicDeleted != nil || event.topicCreated != nil {
                state.invalidations.note(event.topic)
                state.topics[event.topic] = nil
            }
        }
    }
}

extension Standing: Hashable {
    package func hash(into hasher: inout Hasher) {
        hasher.combine(topic)
        hasher.combine(user)
    }
}

extension Standing {
    /// The standing as decisions look at it.
    var resource: Resource {
        let kind: Resource.Kind =
            switch self.kind {
            case .p2p: .p2p
            case .channel: .channel
            case .notes: .notes
            case .system: .system
            default: .group
            }
        return Resource(kind, mode: access.map { Access($0).mode } ?? .none)
    }
}
