import Storage

extension MongoMessageStore {
    /// Users are written by `UInt64.stored`, times in milliseconds; topics by their canonical names.
    ///
    /// - `heads`: `_id` (the topic), `sequence`, `at`, and `erased`: sequences up to it are no more. Made when something
    ///   is erased; else, and beyond it, a topic stands at its last message.
    /// - `messages`: `topic`, `sequence`, `sender`, `at`, `key`, `head`, `content`, `deleted`.
    /// - `marks`: `topic`, `user`, `received`, `read`; a user has marked, besides, all up to what they last wrote.
    /// - `deletions`: `topic`, `number`, `user` (0 for everybody), `low`, `high`: a range.
    /// - `deletionHeads`: `_id` (the topic), `number` of the last deletion, `reactions`: the number of the last change of a
    ///   reaction. Apart from `heads`, so that a deletion, which may take long, holds up no message; in one document, so
    ///   that nobody reacts to what is being deleted.
    /// - `reactions`: `topic`, `sequence`, `user`, `value`.
    /// - `tallies`: `topic`, `sequence`, `number` of the last change, `tally`: the reactions to the message, counted.
    static let schema = MongoSchema(
        indexes: [
            MongoIndex("place", on: messages, ["topic": 1, "sequence": 1], isUnique: true),
            MongoIndex("key", on: messages, ["topic": 1, "sender": 1, "key": 1], isUnique: true),
            MongoIndex("own", on: messages, ["topic": 1, "sender": 1, "sequence": 1]),
            MongoIndex("user", on: marks, ["topic": 1, "user": 1], isUnique: true),
            MongoIndex("place", on: deletions, ["topic": 1, "number": 1, "low": 1], isUnique: true),
            // How the last number that concerns a user is found, and what hides messages from one.
            MongoIndex("number", on: deletions, ["topic": 1, "user": 1, "number": 1]),
            MongoIndex("range", on: deletions, ["topic": 1, "user": 1, "high": 1, "low": 1]),
            MongoIndex("place", on: reactions, ["topic": 1, "sequence": 1, "user": 1], isUnique: true),
            MongoIndex("user", on: reactions, ["user": 1]),
            MongoIndex("place", on: tallies, ["topic": 1, "sequence": 1], isUnique: true),
            MongoIndex("number", on: tallies, ["topic": 1, "number": 1]),
        ] + MongoOutbox.indexes,
        migrations: [
            // Programs of before look for heads that are no longer written, and must not open what this one writes.
            MongoMigration("heads at the last messages") { _ in }
        ])

    static let heads = "heads"
    static let messages = "messages"
    static let marks = "marks"
    static let deletions = "deletions"
    static let deletionHeads = "deletionHeads"
    static let reactions = "reactions"
    static let tallies = "tallies"
}
