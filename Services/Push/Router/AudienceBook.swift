import Chat
import Contracts
import RPC
import Synchronization

/// The audiences of topics, as the group service told them.
///
/// Entries follow the events that say what changed, and go after ten seconds in any case: an event may have gone to another
/// replica of the router.
final class AudienceBook: Sendable {
    /// How long an audience is believed.
    static let lifetime = Duration.seconds(10)
    /// Members remembered in all; beyond it the memory is dropped whole.
    private static let capacity = 2_000_000
    private static let page: Int32 = 2_000
    /// Members with which a topic becomes a crowd, of which nobody is remembered.
    static let crowd = 2_000
    /// Administrators of a crowd who hear of newcomers.
    private static let administrators: Int32 = 1_000

    private struct Entry {
        var audience: Audience
        let until: Duration
    }

    private struct State {
        var audiences: [String: Entry] = [:]
        /// Of crowds, as far as somebody asked.
        var administrators: [String: Entry] = [:]
        var members = 0
        var invalidations = Invalidations()

        mutating func makeRoom(for count: Int) {
            guard members + count > AudienceBook.capacity else { return }
            audiences.removeAll()
            administrators.removeAll()
            members = 0
        }

        mutating func remove(_ topic: String) {
            members -= audiences.removeValue(forKey: topic)?.audience.count ?? 0
            members -= administrators.removeValue(forKey: topic)?.audience.count ?? 0
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
    func audience(of topic: String) async throws(RPCStatus) -> Audience {
        let now = elapsed()
        let (known, asking) = state.withLock { ($0.audiences[topic], $0.invalidations.moment) }
        if let known, known.until > now { return known.audience }
        let audience = try await ask(topic)
        state.withLock { state in
            guard state.invalidations.holds(topic, since: asking) else { return }
            state.makeRoom(for: audience.count)
            state.remove(topic)
            state.audiences[topic] = Entry(audience: audience, until: now + Self.lifetime)
            state.members += audience.count
        }
        return audience
    }

    /// The administrators of a crowd: a thousand at most.
    func administrators(of topic: String) async throws(RPCStatus) -> [AudienceMember] {
        let now = elapsed()
        let (known, asking) = state.withLock { ($0.administrators[topic], $0.invalidations.moment) }
        if let known, known.until > now, case .members(let members) = known.audience { return members }
        let request = AudienceRequest(topic: topic, limit: Self.administrators, onlyAdministrators: true)
        let members: [AudienceMember]
        do {
            members = try await group.audience(request).members
        } catch {
            guard error.isFinal else { throw error }
            return []
        }
        state.withLock { state in
            guard state.invalidations.holds(topic, since: asking) else { return }
            state.makeRoom(for: members.count)
            state.members += members.count - (state.administrators[topic]?.audience.count ?? 0)
            state.administrators[topic] = Entry(audience: .members(members), until: now + Self.lifetime)
        }
        return members
    }

    /// One member of a crowd, as the group service knows it now.
    func member(_ user: UInt64, of topic: String) async throws(RPCStatus) -> AudienceMember {
        let question = Standing(topic: topic, user: user)
        let standing = try await group.authorize(AuthorizeRequest(questions: [question])).standings.first
        let mode = standing?.access.map { AccessMode(mask: $0.want & $0.given) } ?? .none
        return AudienceMember(user: user, mode: mode.mask, isReader: standing?.isReader ?? false)
    }

    private func ask(_ topic: String) async throws(RPCStatus) -> Audience {
        var members: [AudienceMember] = []
        var hasMore = true
        while hasMore {
            do {
                let reply = try await group.audience(
                    AudienceRequest(topic: topic, after: members.last?.user ?? 0, limit: Self.page))
                members += reply.members
                hasMore = reply.hasMore && !reply.members.isEmpty
                if hasMore, members.count >= Self.crowd { return .crowd }
            } catch {
                guard error.isFinal else { throw error }
                return .members(members)
            }
        }
        return .members(members)
    }

    /// Forgets a topic's audience.
    func forget(_ topic: String) {
        state.withLock { state in
            state.invalidations.note(topic)
            state.remove(topic)
        }
    }

    /// Follows what an event changed.
    ///
    /// Somebody who comes, leaves or is given something else is noted where the audience is known: else a thousand who join
    /// would have each of them counted a thousand times. Events of a topic come in order, so an audience that was asked for
    /// after a change, and is set back by the event that tells of it, is right again with the events behind that one.
    ///
    /// In a crowd only administrators are remembered, who are forgotten when one of them is concerned.
    func follow(_ event: Event) {
        guard let changed = event.accessChanged else {
            if event.topicCreated != nil || event.topicDeleted != nil { forget(event.topic) }
            return
        }
        let isFollowed = state.withLock { state in
            switch state.audiences[event.topic]?.audience {
            case .crowd: return !changed.concernsAdministrators
            case .members(let members):
                let after = changed.applied(to: members)
                guard after.count < Self.crowd else { return false }
                // What was asked for before must not take its place.
                state.invalidations.note(event.topic)
                state.members += after.count - members.count
                state.audiences[event.topic]?.audience = .members(after)
                return true
            case nil: return false
            }
        }
        if !isFollowed { forget(event.topic) }
    }
}

extension RPCStatus {
    /// Whether asking again would not help, and the whole partition would wait for it: there is no such topic, or what is
    /// stored of it is damaged.
    fileprivate var isFinal: Bool { [.notFound, .invalidArgument, .dataLoss].contains(code) }
}

extension Audience {
    /// How many are remembered.
    fileprivate var count: Int {
        if case .members(let members) = self { members.count } else { 0 }
    }
}

extension AccessChanged {
    /// The members after the change.
    fileprivate func applied(to members: [AudienceMember]) -> [AudienceMember] {
        var members = members
        let place = members.firstIndex { $0.user == user }
        guard let new else {
            if let place { members.remove(at: place) }
            return members
        }
        let member = AudienceMember(user: user, mode: new.want & new.given, isReader: isReader)
        if let place { members[place] = member } else { members.append(member) }
        return members
    }

    /// Whether the user was or becomes an administrator, or asks to be one.
    fileprivate var concernsAdministrators: Bool {
        [old, new].contains { pair in
            pair.map { AccessMode(mask: $0.want).union(AccessMode(mask: $0.given)).intersects(.administers) } ?? false
        }
    }
}
