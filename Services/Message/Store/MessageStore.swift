package import Contracts

/// What one insert of a batch came to.
package enum InsertOutcome: Hashable, Sendable {
    /// Every message is durable at its place.
    case stored
    /// A place or a key was taken by somebody else. What was stored, if anything, is a beginning of each topic's part;
    /// read heads and keys again and plan anew.
    case conflict
}

/// The messages of the suite, their deletions, and how far everybody has read.
///
/// Every method may throw `StoreError.unavailable` (nothing was done: try again) and `StoreError.corrupted`.
package protocol MessageStore: Sendable {
    /// The heads of those topics that have one.
    func heads(of topics: Set<String>) async throws -> [String: Head]
    /// The places of those keys that are stored.
    func places(of keys: [MessageKey]) async throws -> [MessageKey: Head]
    /// Stores messages in order, moves the heads, and marks each as read by its author; durable when it returns.
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
    /// Moves a user's marks forward, never back and never beyond the head.
    func mark(_ topic: String, user: UInt64, received: Int64, read: Int64) async throws -> MarkReply
    /// Deletes messages and records the event, together. Returns the number of the deletion.
    func delete(_ deletion: Deletion, event: Event) async throws -> Int64
    /// Deletions for everybody and of one user, by number: about `limit` ranges, and no deletion in part.
    func deletions(_ query: DeletionQuery) async throws -> GetDeletionsReply
    /// Forgets all messages, marks and deletions of a topic; its head stays, so that no sequence is ever used twice.
    func erase(_ topic: String) async throws
}

/// One page of history.
package struct HistoryQuery: Hashable, Sendable {
    package var topic: String
    package var user: UInt64
    /// Half-open, ascending, not overlapping; empty is everything.
    package var ranges: [ClosedRange<Int64>]
    package var limit: Int

    /// Asks for a page.
    package init(topic: String, user: UInt64, ranges: [ClosedRange<Int64>], limit: Int) {
        self.topic = topic
        self.user = user
        self.ranges = ranges
        self.limit = limit
    }
}

/// Messages to delete.
package struct Deletion: Hashable, Sendable {
    package var topic: String
    package var ranges: [ClosedRange<Int64>]
    /// Whose view they go from; nil is everybody's, and the content goes for good.
    package var user: UInt64?

    /// Names messages to delete.
    package init(topic: String, ranges: [ClosedRange<Int64>], user: UInt64?) {
        self.topic = topic
        self.ranges = ranges
        self.user = user
    }
}

/// One page of the deletion log.
package struct DeletionQuery: Hashable, Sendable {
    package var topic: String
    package var user: UInt64
    /// Deletion numbers, inclusive.
    package var numbers: ClosedRange<Int64>
    package var limit: Int

    /// Asks for a page.
    package init(topic: String, user: UInt64, numbers: ClosedRange<Int64>, limit: Int) {
        self.topic = topic
        self.user = user
        self.numbers = numbers
        self.limit = limit
    }
}
