package import Contracts
import Storage

extension MongoMessageStore {
    package func history(_ query: HistoryQuery) async throws -> [StoredMessage] {
        try await database.perform { db in
            var messages: [StoredMessage] = []
            let ranges = query.ranges.isEmpty ? [1...Int64.max] : query.ranges
            for range in ranges.sorted(by: { $0.lowerBound > $1.lowerBound }) {
                var rest: ClosedRange<Int64>? = range
                while let range = rest, messages.count < query.limit {
                    let step = try Self.step(query, range, limit: query.limit - messages.count, in: db)
                    messages += step.visible
                    rest = step.rest
                }
            }
            return messages
        }
    }

    /// Reads the newest messages of a range, and leaves out what the user has deleted.
    ///
    /// - Returns: Those that the user sees, newest first, and what of the range is still to be read.
    private static func step(
        _ query: HistoryQuery, _ range: ClosedRange<Int64>, limit: Int, in db: MongoConnection
    ) throws -> (visible: [StoredMessage], rest: ClosedRange<Int64>?) {
        let found = try db.find(messages, living(query.topic, range), sort: ["sequence": -1], limit: limit)
            .map { try StoredMessage($0) }
        guard let newest = found.first?.sequence, let oldest = found.last?.sequence else { return ([], nil) }
        let hidden = try hidden(from: query.user, in: query.topic, oldest...newest, in: db)
        let visible = found.filter { message in !hidden.contains { $0.contains(message.sequence) } }
        guard found.count == limit else { return (visible, nil) }
        // What is deleted in one piece is passed over in one step, however long it is.
        let next = min(oldest, hidden.map(\.lowerBound).min() ?? oldest) - 1
        return (visible, range.lowerBound <= next ? range.lowerBound...next : nil)
    }

    /// What one user has deleted of a topic, as far as it touches a range.
    static func hidden(
        from user: UInt64, in topic: String, _ range: ClosedRange<Int64>, in db: MongoConnection
    ) throws -> [ClosedRange<Int64>] {
        let ranges = try db.find(
            deletions,
            [
                "topic": .text(topic), "user": .int(user.stored), "high": ["$gte": .int(range.lowerBound)],
                "low": ["$lte": .int(range.upperBound)],
            ], fields: ["low", "high"])
        return MessageRanges.merged(try ranges.map { try $0.range() })
    }

    package func replay(_ topic: String, from: Int64, through: Int64) async throws -> [StoredMessage] {
        guard from <= through else { return [] }
        return try await database.perform { db in
            try db.find(Self.messages, Self.living(topic, from...through), sort: ["sequence": 1])
                .map { try StoredMessage($0) }
        }
    }

    private static func living(_ topic: String, _ range: ClosedRange<Int64>) -> BSONDocument {
        [
            "topic": .text(topic), "sequence": ["$gte": .int(range.lowerBound), "$lte": .int(range.upperBound)],
            "deleted": false,
        ]
    }
}

extension BSONDocument {
    /// A range of sequences.
    func range() throws -> ClosedRange<Int64> {
        let (low, high) = (try int64("low"), try int64("high"))
        guard low <= high else { throw StoreError.corrupted }
        return low...high
    }
}
