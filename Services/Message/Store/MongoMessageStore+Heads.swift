import Contracts
import Storage

/// Heads follow the messages: a message is stored first, then the head of its topic moves. A writer that is lost in
/// between leaves a head behind, which whoever asks for it next brings up.
extension MongoMessageStore {
    /// The heads as they are written down, with how far each topic is erased.
    static func writtenHeads(of topics: some Sequence<String>, in db: MongoConnection) throws -> [String: WrittenHead] {
        var heads: [String: WrittenHead] = [:]
        for document in try db.find(Self.heads, ["_id": ["$in": .texts(topics)]]) {
            heads[try document.text("_id")] = WrittenHead(
                head: try Head(document), erased: try document.optionalInt64("erased") ?? 0)
        }
        return heads
    }

    /// The heads of those topics that have one, brought up to the last message where they were behind it.
    static func currentHeads(of topics: some Collection<String>, in db: MongoConnection) throws -> [String: Head] {
        // Written heads first: what is stored between the two questions must not look older than its head.
        var heads = try writtenHeads(of: topics, in: db).mapValues(\.head)
        var behind: [String: Head] = [:]
        for document in try db.aggregate(messages, lastMessages(of: topics)) {
            let (topic, last) = (try document.text("_id"), try Head(document))
            guard last.sequence > heads[topic]?.sequence ?? 0 else { continue }
            heads[topic] = Head(sequence: last.sequence, at: max(last.at, heads[topic]?.at ?? 0))
            behind[topic] = heads[topic]
        }
        if !behind.isEmpty {
            try updateMade(Self.heads, behind.map { topic, head in advance(topic, to: head) }, in: db)
        }
        return heads
    }

    /// The last message of each topic, found by one step of the index for each.
    private static func lastMessages(of topics: some Sequence<String>) -> [BSONDocument] {
        [
            ["$match": ["topic": ["$in": .texts(topics)]]], ["$sort": ["topic": -1, "sequence": -1]],
            [
                "$group": [
                    "_id": "$topic", "sequence": ["$first": "$sequence"], "at": ["$first": "$at"],
                ]
            ],
        ]
    }

    /// Moves a head forward; one that is further already stays.
    ///
    /// - Parameters:
    ///   - topic: Whose head it is.
    ///   - head: Where it moves to.
    ///   - first: Where what was stored begins, which nothing of is erased: else the change finds nothing.
    /// - Returns: The change, which makes the head where there is none.
    static func advance(_ topic: String, to head: Head, notErasedFrom first: Int64 = .max) -> MongoUpdate {
        MongoUpdate(
            ["_id": .text(topic), "erased": ["$not": ["$gte": .int(first)]]],
            ["$max": ["sequence": .int(head.sequence), "at": .int(head.at)]], inserts: true)
    }

    /// Makes changes that insert what is missing.
    ///
    /// Another may make the same document meanwhile; then it is there to be changed, and all is done again: changes that
    /// only move something forward bear it.
    static func updateMade(_ collection: String, _ updates: [MongoUpdate], in db: MongoConnection) throws {
        for _ in 0..<3 {
            do {
                try db.update(collection, updates)
                return
            } catch is MongoDuplicate {
                continue
            }
        }
        try db.update(collection, updates)
    }
}

/// A head as it is written down.
struct WrittenHead {
    var head: Head
    /// Sequences up to this one were erased; 0 before the first erasure.
    var erased: Int64
}
