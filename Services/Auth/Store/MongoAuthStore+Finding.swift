package import Chat
package import Contracts
import Storage

extension MongoAuthStore {
    package func find(_ query: TagQuery, in states: [AccountState], limit: Int) async throws -> [AccountRecord] {
        guard limit > 0, let search = TagSearch(query) else { return [] }
        let states = BSONValue.ints(states.map { Int64($0.rawValue) })
        let filter: BSONDocument = [
            "state": ["$in": states],
            "$and": .documents(search.groups.map { ["tags": ["$in": .texts($0)]] }),
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
            try db.aggregate(Self.users, stages).map { document in
                var account = try AccountRecord(document)
                account.tags = try document.texts("tags")
                return account
            }
        }
    }

    package func owner(of method: String, value: String) async throws -> UserID? {
        try await database.perform { db in
            let found = try db.first(
                Self.credentials, ["method": .text(method), "value": .text(value), "done": true], fields: ["user"])
            return try found.flatMap { UserID(rawValue: try $0.uint64("user")) }
        }
    }

    package func unproved(madeBefore time: Int64, limit: Int) async throws -> [UserID] {
        guard limit > 0 else { return [] }
        return try await database.perform { db in
            let stages: [BSONDocument] = [
                ["$match": ["created": ["$lt": .int(time)], "seen": 0, "state": 0]],
                [
                    "$lookup": [
                        "from": .text(Self.credentials), "localField": "_id", "foreignField": "user", "as": "addresses",
                    ]
                ],
                ["$match": ["addresses": ["$ne": []], "addresses.done": ["$ne": true]]],
                ["$sort": ["created": 1, "_id": 1]], ["$limit": .int(Int64(limit))], ["$project": ["_id": 1]],
            ]
            return try db.aggregate(Self.users, stages).compactMap { UserID(rawValue: try $0.uint64("_id")) }
        }
    }
}
