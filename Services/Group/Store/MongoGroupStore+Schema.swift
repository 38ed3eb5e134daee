import Storage

extension MongoGroupStore {
    /// Users are written by `UserID.ordered`, modes as their masks, times in milliseconds with 0 for "never".
    ///
    /// - `topics`: `_id` (the name), `channel`, `owner`, `created`, `updated`, `deleted`, `auth`, `anon`, `public`,
    ///   `trusted`, `auxiliary`, `tags`, `members`, `readers`; `aliases`: those of the tags that no other topic may have,
    ///   not there when there are none; `changes`: how many transactions changed the topic or subscriptions to it.
    /// - `subscriptions`: `topic`, `user`, `want`, `given`, `reader`, `private`, `created`, `updated`, `deleted`.
    static let schema = MongoSchema(
        indexes: [
            MongoIndex("tag", on: topics, ["tags": 1]),
            MongoIndex(
                "alias", on: topics, ["aliases": 1], isUnique: true, where: ["aliases": ["$exists": true]]),
            MongoIndex("user", on: subscriptions, ["topic": 1, "user": 1], isUnique: true),
            MongoIndex("topic", on: subscriptions, ["user": 1, "topic": 1]),
            MongoIndex("recent", on: subscriptions, ["topic": 1, "reader": 1, "updated": -1, "user": 1]),
            // The owner, and whoever has been offered the topic: at most a few a topic.
            MongoIndex("owning", on: subscriptions, ["topic": 1], where: ["given": ["$gte": 128]]),
        ] + MongoOutbox.indexes)

    static let topics = "topics"
    static let subscriptions = "subscriptions"
}
