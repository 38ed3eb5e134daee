package import Contracts

/// The messages of the suite, their deletions, and how far everybody has read.
///
/// Every method may throw `StoreError.unavailable` (nothing was done: try again), `StoreError.timeout` (perhaps it was
/// done), `StoreError.corrupted` and `CancellationError`.
///
/// To write another adapter: run the contract suite of this module's tests against it, unchanged.
package protocol MessageStore: Sendable {
    /// The heads of those topics that have one; never behind what is stored.
    func heads(of topics: Set<String>) async throws -> [String: Head]
    /// The places of those keys that are stored, also of messages deleted since; keys may repeat.
    func places(of keys: [MessageKey]) async throws -> [MessageKey: Head]
    /// Stores messages in order, moves the heads, and marks each as read by its author; durable when it returns.
    ///
    /// This is the fence against a second writer: a message is stored only if its sequence is the next of its topic and
    /// its key is new there.
    func insert(_ messages: [NewMessage]) async throws -> InsertOutcome
    /// What is stored at those places; nothing for those deleted for everybody.
    func messages(at places: Set<MessagePlace>) async throws -> [MessagePlace: StoredMessage]
    /// Who wrote a message, deleted or not; nil when there is none at that place.
    func author(of sequence: Int64, in topic: String) async throws -> UInt64?
    /// What one user sees, newest first.
    func history(_ query: HistoryQuery) async throws -> [StoredMessage]
    /// All that is not deleted for everybody, oldest first.
    func replay(_ topic: String, from: Int64, through: Int64) async throws -> [StoredMessage]
    /// Heads, deletion counters and marks of one user in several topics, in order.
    func states(of topics: [String], for user: UInt64) async throws -> [TopicState]
    /// The marks of several users in one topic, in order.
    func marks(of users: [UInt64], in topic: String) async throws -> [Marks]
    /// Moves a user's marks forward, never back and never beyond the head; reading is receiving.
    func mark(_ topic: String, user: UInt64, received: Int64, read: Int64) async throws -> MarkReply
    /// Deletes messages and puts the event, with the number of the deletion, into the outbox: both or neither.
    ///
    /// For everybody a deletion has at most ``Deletion/largestForAll`` sequences.
    ///
    /// - Returns: The number of the deletion: 1 for a topic's first, then one more each time, whoever it is for.
    func delete(_ deletion: Deletion, event: Event) async throws -> Int64
    /// Deletions for everybody and of one user, by number: about `limit` ranges, and no deletion in part.
    ///
    /// The reply has the greatest number of the page, 0 when there is none.
    func deletions(_ query: DeletionQuery) async throws -> GetDeletionsReply
    /// Sets or withdraws a reaction, and puts the event, with the number of the change, into the outbox: both or neither.
    ///
    /// One user has one reaction to a message; another replaces it.
    func react(_ reaction: NewReaction, event: Event) async throws -> ReactionOutcome
    /// The reactions to messages by their newest change, newest first; a message without any is one where all were
    /// withdrawn.
    func reactions(_ query: ReactionsQuery) async throws -> [MessageReactions]
    /// The reactions to some messages of a topic as one user sees them; nothing for those without.
    func reactions(
        to sequences: [Int64], in topic: String, for user: UInt64, isReader: Bool
    ) async throws -> [Int64: [Reaction]]
    /// Withdraws all that a user reacted with, everywhere; nobody is told.
    ///
    /// - Throws: As all methods do; some may be withdrawn then. Doing it again does the rest.
    func eraseReactions(of user: UInt64) async throws
    /// The last message of a topic that is not younger than a time; 0 when there is none.
    func lastSequence(until time: Int64, in topic: String) async throws -> Int64
    /// Forgets a topic's messages up to a time, and the marks, reactions and deletions that are about nothing
    /// else.
    ///
    /// Its head and its count of deletions stay, so that no number is ever used twice. Doing it again does nothing:
    /// what was written since, to a chat that both have come back to, is younger.
    ///
    /// - Parameters:
    ///   - topic: The topic's canonical name.
    ///   - time: Milliseconds, inclusive.
    /// - Throws: As all methods do; some of the messages may be gone then.
    func erase(_ topic: String, through time: Int64) async throws
}
