import Contracts
import Storage

extension MongoMessageStore {
    /// Messages erased at once.
    private static let erasedAtOnce = 2_000

    package func erase(_ topic: String, through time: Int64) async throws {
        var hasMore = true
        while hasMore {
            hasMore = try await database.perform { db in
                try Self.eraseSome(topic, through: time, in: db)
            }
        }
    }

    /// Erases the oldest, in an order that bears an end anywhere in between: the head says first how far, so that nobody
    /// takes a place that comes free; the messages, by which it would be found again what is to do, go last.
    ///
    /// - Returns: Whether there is more to erase.
    private static func eraseSome(_ topic: String, through time: Int64, in db: MongoConnection) throws -> Bool {
        let oldest = try db.find(
            messages, ["topic": .text(topic)], sort: ["sequence": 1], limit: erasedAtOnce, fields: ["sequence", "at"])
        // Times never go back in a topic, so that what is erased is a beginning of it.
        let erased = try oldest.prefix { try $0.int64("at") <= time }
        guard let last = try erased.last.map({ try Head($0) }) else { return false }
        let head = MongoUpdate(
            ["_id": .text(topic)],
            ["$max": ["sequence": .int(last.sequence), "at": .int(last.at), "erased": .int(last.sequence)]],
            inserts: true)
        try updateMade(heads, head, in: db)
        let passed: BSONValue = ["$lte": .int(last.sequence)]
        try db.remove(from: marks, ["topic": .text(topic), "received": passed, "read": passed])
        try db.remove(from: deletions, ["topic": .text(topic), "high": passed])
        try forgetReactions(to: 1...last.sequence, in: topic, db)
        try db.remove(from: messages, ["topic": .text(topic), "sequence": passed])
        return erased.count == erasedAtOnce
    }
}
