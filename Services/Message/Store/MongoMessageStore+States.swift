package import Contracts
import Storage

/// Where topics stand, and how far users are in them: each answered by one question over several collections, which
/// costs the server much less than one for each.
extension MongoMessageStore {
    package func states(of topics: [String], for user: UInt64) async throws -> [TopicState] {
        let names = BSONValue.texts(Set(topics))
        let stages =
            Self.standingStages(of: names, for: user) + [
                Self.union(
                    with: Self.deletions,
                    [
                        ["$match": ["topic": ["$in": names], "user": ["$in": .ints([0, user.stored])]]],
                        ["$group": ["_id": "$topic", "deleted": ["$max": "$number"]]],
                    ]),
                Self.union(
                    with: Self.deletionHeads,
                    [["$match": ["_id": ["$in": names]]], ["$project": ["reactions": 1]]]),
            ]
        return try await database.perform { db in
            let states = try Self.states(in: db.aggregate(Self.messages, stages))
            return topics.map { states[$0] ?? TopicState(topic: $0) }
        }
    }

    package func marks(of users: [UInt64], in topic: String) async throws -> [Marks] {
        let numbers = BSONValue.ints(Set(users).map(\.stored))
        let stages =
            Self.markStages(["topic": .text(topic), "user": ["$in": numbers]], by: "user") + [
                Self.union(
                    with: Self.messages,
                    Self.ownStages(["topic": .text(topic), "sender": ["$in": numbers]], by: "sender"))
            ]
        return try await database.perform { db in
            var marks: [UInt64: Marks] = [:]
            for document in try db.aggregate(Self.marks, stages) {
                let user = try document.uint64("_id")
                marks[user, default: Marks(user: user)].advance(
                    received: try document.int64("received"), read: try document.int64("read"))
            }
            return users.map { marks[$0] ?? Marks(user: $0) }
        }
    }

    package func mark(_ topic: String, user: UInt64, received: Int64, read: Int64) async throws -> MarkReply {
        try await database.perform { db in
            let stages = Self.standingStages(of: .texts([topic]), for: user)
            let state = try Self.states(in: db.aggregate(Self.messages, stages))[topic]
            let old = Marks(user: user, received: state?.received ?? 0, read: state?.read ?? 0)
            guard max(received, read) <= state?.sequence ?? 0 else { return MarkReply(marks: old) }
            var new = old
            new.advance(received: max(received, read), read: read)
            // Clients repeat themselves: what changes nothing costs no write.
            guard new != old else { return MarkReply(marks: old) }
            let update = MongoUpdate(
                ["topic": .text(topic), "user": .int(user.stored)],
                ["$max": ["received": .int(new.received), "read": .int(new.read)]], inserts: true)
            try Self.updateMade(Self.marks, update, in: db)
            return MarkReply(
                marks: new, receivedChanged: new.received > old.received, readChanged: new.read > old.read)
        }
    }

    /// Makes a change that inserts what is missing, and only moves something forward.
    ///
    /// Another may make the same document meanwhile; then it is there to be changed.
    static func updateMade(_ collection: String, _ update: MongoUpdate, in db: MongoConnection) throws {
        do {
            try db.update(collection, [update])
        } catch is MongoDuplicate {
            try db.update(collection, [update])
        }
    }

    /// Finds, from `messages` on, where topics stand and how far one user is there.
    private static func standingStages(of topics: BSONValue, for user: UInt64) -> [BSONDocument] {
        let (topic, user): (BSONValue, BSONValue) = (["$in": topics], .int(user.stored))
        return headStages(of: topics) + [
            union(with: marks, markStages(["topic": topic, "user": user], by: "topic")),
            union(with: messages, ownStages(["topic": topic, "sender": user], by: "topic")),
        ]
    }

    /// Finds, in `marks`, how far somebody is, by topic or user.
    private static func markStages(_ filter: BSONDocument, by field: String) -> [BSONDocument] {
        [["$match": .document(filter)], ["$project": ["_id": .text("$" + field), "received": 1, "read": 1]]]
    }

    /// Finds, in `messages`, how far somebody is because they wrote it, by topic or user: one step of the index for each.
    static func ownStages(_ filter: BSONDocument, by field: String) -> [BSONDocument] {
        [
            ["$match": .document(filter)], ["$sort": ["topic": -1, "sender": -1, "sequence": -1]],
            [
                "$group": [
                    "_id": .text("$" + field), "received": ["$first": "$sequence"], "read": ["$first": "$sequence"],
                ]
            ],
        ]
    }

    /// What the stages found, told apart by the fields that each has.
    private static func states(in documents: [BSONDocument]) throws -> [String: TopicState] {
        var states: [String: TopicState] = [:]
        for document in documents {
            let topic = try document.text("_id")
            var state = states[topic] ?? TopicState(topic: topic)
            if let received = try document.optionalInt64("received") {
                state.received = max(state.received, received)
                state.read = max(state.read, try document.int64("read"))
            } else if let deleted = try document.optionalInt64("deleted") {
                state.deleteID = deleted
            } else if let reactions = try document.optionalInt64("reactions") {
                state.reactionID = reactions
            } else if try document.value("sequence") != nil {
                let head = try Head(document)
                state.sequence = max(state.sequence, head.sequence)
                state.touchedAt = max(state.touchedAt, head.at)
            }
            states[topic] = state
        }
        return states
    }
}

extension Marks {
    /// Moves marks forward; one that is further already stays.
    fileprivate mutating func advance(received: Int64, read: Int64) {
        self.received = max(self.received, received)
        self.read = max(self.read, read)
    }
}
