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

    package func states(of topics: [String], for user: UInt64) async throws -> [TopicState] {
        let names = BSONValue.texts(Set(topics))
        return try await database.perform { db in
            var states: [String: TopicState] = [:]
            for document in try db.find(Self.heads, ["_id": ["$in": names]]) {
                let (topic, head) = (try document.text("_id"), try Head(document))
                states[topic] = TopicState(topic: topic, sequence: head.sequence, touchedAt: head.at)
            }
            for document in try db.find(Self.marks, ["topic": ["$in": names], "user": .int(user.stored)]) {
                let (topic, marks) = (try document.text("topic"), try Marks(document))
                states[topic, default: TopicState(topic: topic)].received = marks.received
                states[topic, default: TopicState(topic: topic)].read = marks.read
            }
            for document in try db.aggregate(Self.deletions, Self.lastDeletions(of: names, for: user)) {
                let topic = try document.text("_id")
                states[topic, default: TopicState(topic: topic)].deleteID = try document.int64("number")
            }
            for document in try db.find(Self.deletionHeads, ["_id": ["$in": names]], fields: ["reactions"]) {
                let topic = try document.text("_id")
                states[topic, default: TopicState(topic: topic)].reactionID =
                    try document.optionalInt64("reactions") ?? 0
            }
            return topics.map { states[$0] ?? TopicState(topic: $0) }
        }
    }

    /// The greatest number of the deletions that concern a user, by topic; answered from an index alone.
    private static func lastDeletions(of topics: BSONValue, for user: UInt64) -> [BSONDocument] {
        [
            ["$match": ["topic": ["$in": topics], "user": ["$in": .ints([0, user.stored])]]],
            ["$group": ["_id": "$topic", "number": ["$max": "$number"]]],
        ]
    }

    package func marks(of users: [UInt64], in topic: String) async throws -> [Marks] {
        let numbers = BSONValue.ints(Set(users).map(\.stored))
        return try await database.perform { db in
            let found = try db.find(Self.marks, ["topic": .text(topic), "user": ["$in": numbers]])
                .map { try Marks($0) }
            let marks = Dictionary(found.map { ($0.user, $0) }) { first, _ in first }
            return users.map { marks[$0] ?? Marks(user: $0) }
        }
    }
}

extension Marks {
    /// Reads the marks of a user.
    init(_ document: BSONDocument) throws {
        self.init(
            user: try document.uint64("user"), received: try document.int64("received"),
            read: try document.int64("read"))
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
