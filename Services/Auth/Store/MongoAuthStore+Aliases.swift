package import Chat
import Storage

extension MongoAuthStore {
    /// Makes these the aliases of a user.
    ///
    /// - Throws: `AccountConflict.alias` when one is somebody else's.
    static func write(aliases new: [String], before old: [String], of user: UserID, in db: MongoConnection) throws {
        let number = BSONValue.int(user.rawValue.stored)
        for alias in old where !new.contains(alias) {
            try db.remove(from: aliases, ["_id": .text(alias), "user": number])
        }
        for alias in new where !old.contains(alias) {
            do {
                try db.insert(
                    [["_id": .text(alias), "user": number, "topic": .null, "settled": true, "claimed": 0]],
                    into: aliases)
            } catch is MongoDuplicate {
                throw AccountConflict.alias
            }
        }
    }

    package func claim(_ alias: String, for topic: TopicID, at now: Int64) async throws {
        try await database.perform { db in
            let claim = MongoUpdate(
                ["_id": .text(alias), "topic": .text(topic.description)],
                ["$max": ["claimed": .int(now)], "$setOnInsert": ["user": .null, "settled": false]], inserts: true)
            do {
                try db.update(Self.aliases, [claim])
            } catch is MongoDuplicate {
                // Somebody else's, or this topic's since a moment ago.
                let own = try db.first(Self.aliases, ["_id": .text(alias), "topic": .text(topic.description)])
                guard own != nil else { throw AccountConflict.alias }
            }
        }
    }

    package func giveUp(_ alias: String, of topic: TopicID) async throws {
        try await database.perform { db in
            _ = try db.remove(
                from: Self.aliases, ["_id": .text(alias), "topic": .text(topic.description), "settled": false])
        }
    }

    package func settle(_ settled: [String], of topic: TopicID, claimedBefore time: Int64) async throws -> [String] {
        let name = BSONValue.text(topic.description)
        return try await database.transaction(on: topic.description) { db in
            try db.remove(
                from: Self.aliases,
                [
                    "topic": name, "_id": ["$nin": .texts(settled)],
                    "$or": [["settled": true], ["claimed": ["$lt": .int(time)]]],
                ])
            return try settled.filter { alias in
                if let known = try db.first(Self.aliases, ["_id": .text(alias)]) {
                    guard case .text(topic.description) = try known.value("topic") else { return true }
                    try db.update(Self.aliases, [MongoUpdate(["_id": .text(alias)], ["$set": ["settled": true]])])
                    return false
                }
                do {
                    try db.insert(
                        [["_id": .text(alias), "user": .null, "topic": name, "settled": true, "claimed": 0]],
                        into: Self.aliases)
                } catch is MongoDuplicate {
                    throw MongoBeginAgain()
                }
                return false
            }
        }
    }

    package func dropClaims(before time: Int64) async throws {
        try await database.perform { db in
            _ = try db.remove(from: Self.aliases, ["settled": false, "claimed": ["$lt": .int(time)]])
        }
    }
}
