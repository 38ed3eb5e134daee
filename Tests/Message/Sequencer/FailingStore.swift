import Contracts
import Message
import Storage
import Synchronization

/// A real store that fails, or lets something happen in between, when a test says so.
final class FailingStore: MessageStore {
    private let store: any MessageStore
    private let failures = Mutex<[Failure]>([])
    private let readFailures = Mutex<[StoreError]>([])
    private let untaken = Mutex<Set<String>>([])
    private let damaged = Mutex<Set<String>>([])
    private let intermission = Mutex<(@Sendable () async throws -> Void)?>(nil)

    init(_ store: any MessageStore) {
        self.store = store
    }

    /// What happens to an insert.
    enum Failure: Sendable {
        /// Nothing is stored, as if the disk were full.
        case unavailable
        /// Nothing is stored, as if another owner had been faster.
        case conflict
        /// It is stored, but nobody is told.
        case silence
    }

    /// Makes the next inserts fail as if the disk were full.
    func fail(next count: Int) {
        fail(Array(repeating: .unavailable, count: count))
    }

    /// Makes the next inserts fail, one after another.
    func fail(_ failures: [Failure]) {
        self.failures.withLock { $0 = failures }
    }

    /// Makes the next readings of heads and places fail, one after another.
    func failReading(_ errors: [StoreError]) {
        readFailures.withLock { $0 = errors }
    }

    /// Makes every insert fail that has a message with this key, as if its row were damaged.
    func neverTake(_ key: String) {
        untaken.withLock { _ = $0.insert(key) }
    }

    /// Makes erasing a topic fail, as if one of its rows were damaged.
    func damage(_ topic: String) {
        damaged.withLock { _ = $0.insert(topic) }
    }

    /// Has something happen once, after the next plan is made and before it is stored.
    func beforeNextInsert(_ work: @escaping @Sendable () async throws -> Void) {
        intermission.withLock { $0 = work }
    }

    func insert(_ messages: [NewMessage]) async throws -> InsertOutcome {
        let work = intermission.withLock { intermission in
            defer { intermission = nil }
            return intermission
        }
        try await work?()
        let isUntaken = untaken.withLock { keys in messages.contains { keys.contains($0.key) } }
        if isUntaken { throw StoreError.corrupted }
        switch failures.withLock({ $0.isEmpty ? nil : $0.removeFirst() }) {
        case .unavailable: throw StoreError.unavailable
        case .conflict: return .conflict
        case .silence:
            _ = try await store.insert(messages)
            throw StoreError.timeout
        case nil: return try await store.insert(messages)
        }
    }

    func heads(of topics: Set<String>) async throws -> [String: Head] {
        try failReading()
        return try await store.heads(of: topics)
    }

    func places(of keys: [MessageKey]) async throws -> [MessageKey: Head] {
        try failReading()
        return try await store.places(of: keys)
    }

    private func failReading() throws {
        if let error = readFailures.withLock({ $0.isEmpty ? nil : $0.removeFirst() }) { throw error }
    }

    func messages(at places: Set<MessagePlace>) async throws -> [MessagePlace: StoredMessage] {
        try await store.messages(at: places)
    }
    func author(of sequence: Int64, in topic: String) async throws -> UInt64? {
        try await store.author(of: sequence, in: topic)
    }
    func history(_ query: HistoryQuery) async throws -> [StoredMessage] { try await store.history(query) }
    func replay(_ topic: String, from: Int64, through: Int64) async throws -> [StoredMessage] {
        try await store.replay(topic, from: from, through: through)
    }
    func states(of topics: [String], for user: UInt64) async throws -> [TopicState] {
        try await store.states(of: topics, for: user)
    }
    func marks(of users: [UInt64], in topic: String) async throws -> [Marks] {
        try await store.marks(of: users, in: topic)
    }
    func mark(_ topic: String, user: UInt64, received: Int64, read: Int64) async throws -> MarkReply {
        try await store.mark(topic, user: user, received: received, read: read)
    }
    func delete(_ deletion: Deletion, event: Event) async throws -> Int64 {
        try await store.delete(deletion, event: event)
    }
    func deletions(_ query: DeletionQuery) async throws -> GetDeletionsReply { try await store.deletions(query) }
    func react(_ reaction: NewReaction, event: Event) async throws -> ReactionOutcome {
        try await store.react(reaction, event: event)
    }
    func reactions(_ query: ReactionsQuery) async throws -> [MessageReactions] { try await store.reactions(query) }
    func reactions(
        to sequences: [Int64], in topic: String, for user: UInt64, isReader: Bool
    ) async throws -> [Int64: [Reaction]] {
        try await store.reactions(to: sequences, in: topic, for: user, isReader: isReader)
    }
    func eraseReactions(of user: UInt64) async throws { try await store.eraseReactions(of: user) }
    func lastSequence(until time: Int64, in topic: String) async throws -> Int64 {
        try await store.lastSequence(until: time, in: topic)
    }
    func erase(_ topic: String, through time: Int64) async throws {
        if damaged.withLock({ $0.contains(topic) }) { throw StoreError.corrupted }
        try await store.erase(topic, through: time)
    }
}
