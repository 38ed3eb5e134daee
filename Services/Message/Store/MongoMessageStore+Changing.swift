import Chat
package import Contracts
import EventLog
import Storage
import Wire

extension MongoMessageStore {
    package func delete(_ deletion: Deletion, event: Event) async throws -> Int64 {
        try await database.transaction(on: deletion.topic) { [outbox] db in
            let number = try Self.nextDeletion(in: deletion.topic, db)
            if deletion.user == nil {
                for range in deletion.ranges {
                    try Self.empty(deletion.topic, range, in: db)
                    try Self.forgetReactions(to: range, in: deletion.topic, db)
                }
            }
            try db.insert(
                deletion.ranges.map { range in
                    [
                        "topic": .text(deletion.topic), "number": .int(number), "low": .int(range.lowerBound),
                        "high": .int(range.upperBound), "user": .int((deletion.user ?? 0).stored),
                    ]
                }, into: Self.deletions)
            var event = event
            event.messagesDeleted?.deleteID = number
            try outbox.append([LogRecord(key: deletion.topic, value: event.encoded())], in: db)
            return number
        }
    }

    /// Counts a topic's deletions; whoever deletes there at the same time begins again.
    private static func nextDeletion(in topic: String, _ db: MongoConnection) throws -> Int64 {
        let head = try db.modify(
            deletionHeads, ["_id": .text(topic)], ["$inc": ["number": 1]], inserts: true)
        guard let head else { throw StoreError.corrupted }
        return try head.int64("number")
    }

    private static func empty(_ topic: String, _ range: ClosedRange<Int64>, in db: MongoConnection) throws {
        try db.update(
            messages,
            [
                MongoUpdate(
                    [
                        "topic": .text(topic),
                        "sequence": ["$gte": .int(range.lowerBound), "$lte": .int(range.upperBound)],
                        "deleted": false,
                    ], ["$set": ["deleted": true, "head": .bytes([]), "content": .bytes([])]], all: true)
            ])
    }

    package func deletions(_ query: DeletionQuery) async throws -> GetDeletionsReply {
        try await database.perform { db in
            let rows = try db.find(
                Self.deletions,
                [
                    "topic": .text(query.topic), "user": ["$in": .ints([0, query.user.stored])],
                    "number": [
                        "$gte": .int(query.numbers.lowerBound), "$lte": .int(query.numbers.upperBound),
                    ],
                ], sort: ["number": 1, "low": 1], limit: query.rangesRead
            ).map { (number: try $0.int64("number"), range: try $0.range()) }
            return query.page(of: rows)
        }
    }
}
