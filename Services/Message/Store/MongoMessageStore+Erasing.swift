import Storage

extension MongoMessageStore {
    /// Messages erased in one transaction.
    private static let erasedAtOnce = 2_000

    package func erase(_ topic: String, through time: Int64) async throws {
        var hasMore = true
        while hasMore {
            hasMore = try await database.transaction(on: topic) { db in
                try Self.eraseSome(topic, through: time, in: db)
            }
        }
    }

    /// - Returns: Whether there is more to erase.
    private static func eraseSome(_ topic: String, through time: Int64, in db: MongoConnection) throws -> Bool {
        let oldest = try db.find(
            messages, ["topic": .text(topic)], sort: ["sequence": 1], limit: erasedAtOnce, fields: ["sequence", "at"])
        // Times never go back in a topic, so that what is erased is a beginning of it.
        let erased = try oldest.prefix { try $0.int64("at") <= time }
        guard let last = try erased.last?.int64("sequence") else { return false }
        let passed: BSONValue = ["$lte": .int(last)]
        try db.remove(from: messages, ["topic": .text(topic), "sequence": passed])
        try db.remove(from: marks, ["topic": .text(topic), "received": passed, "read": passed])
        try db.remove(from: deletions, ["topic": .text(topic), "high": passed])
        return erased.count == erasedAtOnce
    }
}
