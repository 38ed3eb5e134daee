package import Contracts
import Storage

extension MongoGroupStore {
    package func find(_ query: TagQuery, limit: Int) async throws -> [TopicRecord] {
        guard limit > 0, let search = TagSearch(query) else { return [] }
        let filter: BSONDocument = [
            "deleted": 0, "$and": .documents(search.groups.map { ["tags": ["$in": .texts($0)]] }),
        ]
        let matched: BSONValue = ["$setIntersection": ["$tags", ["$literal": .texts(search.all)]]]
        let weight: BSONValue = [
            "$cond": [["$eq": [["$substrCP": ["$$tag", 0, 6]], "alias:"]], .int(TagSearch.aliasWeight), 1]
        ]
        let stages: [BSONDocument] = [
            ["$match": .document(filter)],
            ["$set": ["weight": ["$sum": ["$map": ["input": matched, "as": "tag", "in": weight]]]]],
            ["$sort": ["weight": -1, "updated": -1, "_id": 1]],
            ["$limit": .int(Int64(limit))],
        ]
        return try await database.perform { db in
            try db.aggregate(Self.topics, stages).map { document in
                var topic = try TopicRecord(document)
                topic.tags = try document.texts("tags").sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
                return topic
            }
        }
    }
}
