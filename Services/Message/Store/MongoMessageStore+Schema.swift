import Storage

extension MongoMessageStore {
    /// Users are written by `UInt64.stored`, times in milliseconds; topics by their canonical names.
    ///
    /// - `heads`: `_id` (the topic), `sequence`, `at`, and `erased` once something was: sequences up to it are no more. A head
    ///   may be behind the last message until it is next asked for, never behind one that was acknowledged.
    /// - `messages`: `topic`, `sequence`, `sender`, `at`, `key`, `head`, `content`, `deleted`.
    /// - `marks`: `topic`, `user`, `received`, `read`.
    /// - `deletions`: `topic`, `number`, `user` (0 for everybody), `low`, `high`: a range.
    /// - `deletionHeads`: `_id` (the topic), `number` of the last deletion. Apart from `heads`, so that a deletion, which
    ///   may take long, holds up no message.
    static let schema = MongoSchema(
        indexes: [
            MongoIndex("place", on: messages, ["topic": 1, "sequence": 1], isUnique: true),
            MongoIndex("key", on: messages, ["topic": 1, "sender": 1, "key": 1], isUnique: true),
            MongoIndex("user", on: marks, ["topic": 1, "user": 1], isUnique: true),
            MongoIndex("place", on: deletions, ["topic": 1, "number": 1, "low": 1], isUnique: true),
            // How the last number that concerns a user is found, and what hides messages from one.
            MongoIndex("number", on: deletions, ["topic": 1, "user": 1, "number": 1]),
            MongoIndex("range", on: deletions, ["topic": 1, "user": 1, "high": 1, "low": 1]),
        ] + MongoOutbox.indexes)

    static let heads = "heads"
    static let messages = "messages"
    static let marks = "marks"
    static let deletions = "deletions"
    static let deletionHeads = "deletionHeads"
}
