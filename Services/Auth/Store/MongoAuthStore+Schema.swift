import Storage

extension MongoAuthStore {
    /// Users are written by `UInt64.stored`, times in milliseconds.
    ///
    /// - `users`: `_id` (the user), `state`, `level`, `created`, `updated`, `auth`, `anon`, `public`, `trusted`,
    ///   `private`, `seen`, `agent`, `tags`, `search`, `reset` (`method`, `value`, `code`, `failures`, `created`; null for
    ///   none); `changes`: how often the account has changed, with its login and its credentials.
    /// - `aliases`: `_id` (the whole tag), `user` or `topic` (whose it is, the other null), `settled`, `claimed`.
    /// - `authRecords`: `_id` (the login name), `user`, `cost`, `blockSize`, `parallelism`, `salt`, `key`.
    /// - `credentials`: `user`, `method`, `value`, `done`, `code`, `failures`, `created`.
    /// - `devices`: `_id` (the token), `user`, `platform`, `language`, `seen`.
    static let schema = MongoSchema(
        indexes: [
            MongoIndex("tag", on: users, ["tags": 1]),
            MongoIndex("unseen", on: users, ["created": 1], where: ["seen": 0]),
            MongoIndex("user", on: aliases, ["user": 1]),
            MongoIndex("topic", on: aliases, ["topic": 1]),
            MongoIndex("user", on: authRecords, ["user": 1], isUnique: true),
            MongoIndex("address", on: credentials, ["user": 1, "method": 1, "value": 1], isUnique: true),
            MongoIndex(
                "proved", on: credentials, ["method": 1, "value": 1], isUnique: true, where: ["done": true]),
            MongoIndex("user", on: devices, ["user": 1, "seen": -1]),
        ] + MongoOutbox.indexes)

    static let users = "users"
    static let aliases = "aliases"
    static let authRecords = "authRecords"
    static let credentials = "credentials"
    static let devices = "devices"
}
