import Contracts
import Storage

/// Where a topic stands is read from its messages: nothing else has to be written for one, and nothing can fall behind.
/// What is erased leaves its end in `heads`.
extension MongoMessageStore {
    /// The heads of those topics that have one.
    static func heads(of topics: some Sequence<String>, in db: MongoConnection) throws -> [String: Head] {
        try db.aggregate(messages, headStages(of: .texts(topics))).reduce(into: [:]) { heads, document in
            let (topic, found) = (try document.text("_id"), try Head(document))
            heads[topic] = heads[topic]?.followed(by: found) ?? found
        }
    }

    /// Finds, from `messages` on, the last message of each topic by one step of the index, then what was erased.
    ///
    /// In this order: what an erasure takes away in between, it has written down before.
    static func headStages(of topics: BSONValue) -> [BSONDocument] {
        [
            ["$match": ["topic": ["$in": topics]]], ["$sort": ["topic": -1, "sequence": -1]],
            [
                "$group": [
                    "_id": "$topic", "sequence": ["$first": "$sequence"], "at": ["$first": "$at"],
                ]
            ],
            union(with: heads, [["$match": ["_id": ["$in": topics]]]]),
        ]
    }

    /// Goes on with what stages find in another collection.
    static func union(with collection: String, _ stages: [BSONDocument]) -> BSONDocument {
        ["$unionWith": ["coll": .text(collection), "pipeline": .documents(stages)]]
    }

    /// How far topics are erased; those of which nothing is are left out.
    static func erasedEnds(of topics: some Sequence<String>, in db: MongoConnection) throws -> [String: Int64] {
        try db.find(heads, ["_id": ["$in": .texts(topics)], "erased": ["$gt": 0]], fields: ["erased"])
            .reduce(into: [:]) { $0[try $1.text("_id")] = try $1.int64("erased") }
    }
}

extension Head {
    /// The further of two accounts of where a topic stands.
    fileprivate func followed(by other: Head) -> Head {
        Head(sequence: max(sequence, other.sequence), at: max(at, other.at))
    }
}
