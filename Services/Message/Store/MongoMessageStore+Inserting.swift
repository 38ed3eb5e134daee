import Contracts
import Storage

extension MongoMessageStore {
    package func insert(_ messages: [NewMessage]) async throws -> InsertOutcome {
        guard !messages.isEmpty else { return .stored }
        guard let parts = TopicPart.parts(of: messages) else { return .conflict }
        return try await commits.insert(MongoGroupCommit.Batch(messages: messages, parts: parts))
    }

    /// Stores batches by three commands that each stand alone: the messages in order, then heads and marks.
    ///
    /// No transaction: one that is left open by a process that is lost would hold up its topics until the server ends it.
    /// The keys of the messages are the fence. Whoever is lost after the first command has stored a beginning of each
    /// topic's part, and the next to read the heads finds it.
    static func insert(
        _ batches: [MongoGroupCommit.Batch], into database: MongoDatabase
    ) async throws -> [InsertOutcome] {
        var (outcomes, parts) = try await database.perform { db in try insert(batches, in: db) }
        guard !parts.isEmpty else { return outcomes }
        do {
            async let marked: Void = markAsRead(parts, in: database)
            let erased = try await moveHeads(parts, in: database)
            try await marked
            for (index, batch) in batches.enumerated() where batch.parts.contains(where: { erased.contains($0.topic) })
            {
                outcomes[index] = .conflict
            }
            return outcomes
        } catch StoreError.unavailable {
            // The messages are there already.
            throw StoreError.timeout
        }
    }

    /// - Returns: What became of each batch, and all that is stored, the beginning of a batch that met a conflict included.
    private static func insert(
        _ batches: [MongoGroupCommit.Batch], in db: MongoConnection
    ) throws -> (outcomes: [InsertOutcome], stored: [TopicPart]) {
        // Else a hole could be left, or a place that is free only because its message was erased be taken.
        let heads = try heads(before: batches.flatMap(\.parts), in: db)
        var outcomes = batches.map { batch in
            batch.parts.allSatisfy { heads[$0.topic] ?? 0 == $0.first - 1 } ? InsertOutcome.stored : .conflict
        }
        var rest = batches.indices.filter { outcomes[$0] == .stored }[...]
        var stored: [TopicPart] = []
        while !rest.isEmpty {
            do {
                try db.insert(rest.flatMap { batches[$0].messages.map(document) }, into: messages)
                stored += rest.flatMap { batches[$0].parts }
                break
            } catch let duplicate as MongoDuplicate {
                // Those before it are stored, and its own up to there; the others have not been tried.
                var before = duplicate.index
                while let index = rest.popFirst() {
                    let batch = batches[index]
                    guard batch.messages.count > before else {
                        before -= batch.messages.count
                        stored += batch.parts
                        continue
                    }
                    outcomes[index] = .conflict
                    stored += TopicPart.parts(of: Array(batch.messages.prefix(before))) ?? []
                    break
                }
            } catch let failure as MongoFailure {
                throw stored.isEmpty ? failure : failure.afterPart
            }
        }
        return (outcomes, stored)
    }

    /// Where the topics stand: as it is written down, unless that is behind.
    private static func heads(before parts: [TopicPart], in db: MongoConnection) throws -> [String: Int64] {
        var heads = try writtenHeads(of: Set(parts.map(\.topic)), in: db).mapValues(\.head.sequence)
        let behind = Set(parts.lazy.filter { heads[$0.topic] ?? 0 < $0.first - 1 }.map(\.topic))
        if !behind.isEmpty {
            heads.merge(try currentHeads(of: behind, in: db).mapValues(\.sequence)) { $1 }
        }
        return heads
    }

    /// - Returns: The topics of which not all stays that was stored: they were erased up to there since their heads were
    ///   read, by which places came free that are given already. What was stored there is taken back.
    private static func moveHeads(_ parts: [TopicPart], in database: MongoDatabase) async throws -> Set<String> {
        try await database.perform { db in
            var (moving, erased) = (parts, Set<String>())
            while !moving.isEmpty {
                do {
                    let updates = moving.map { advance($0.topic, to: $0.last, notErasedFrom: $0.first) }
                    try updateMade(heads, updates, in: db)
                    break
                } catch is MongoDuplicate {
                    // A head that is there and was not found: it says that the topic was erased.
                    let written = try writtenHeads(of: moving.map(\.topic), in: db)
                    let lost = moving.filter { written[$0.topic]?.erased ?? 0 >= $0.first }
                    for part in lost {
                        let end = written[part.topic]?.erased ?? 0
                        try db.remove(from: messages, ["topic": .text(part.topic), "sequence": ["$lte": .int(end)]])
                    }
                    erased.formUnion((lost.isEmpty ? moving : lost).map(\.topic))
                    moving.removeAll { erased.contains($0.topic) }
                }
            }
            return erased
        }
    }

    private static func markAsRead(_ parts: [TopicPart], in database: MongoDatabase) async throws {
        let updates = parts.flatMap { part in
            part.lastOfSenders.map { sender, last in advance(part.topic, sender, last, last) }
        }
        try await database.perform { db in try updateMade(marks, updates, in: db) }
    }

    /// Moves marks forward; a mark that is further already stays.
    static func advance(_ topic: String, _ user: UInt64, _ received: Int64, _ read: Int64) -> MongoUpdate {
        MongoUpdate(
            ["topic": .text(topic), "user": .int(user.stored)],
            ["$max": ["received": .int(received), "read": .int(read)]], inserts: true)
    }

    private static func document(_ new: NewMessage) -> BSONDocument {
        let message = new.message
        return [
            "topic": .text(message.topic), "sequence": .int(message.sequence), "sender": .int(message.sender.stored),
            "at": .int(message.at), "key": .text(new.key), "deleted": false, "head": .bytes(message.head),
            "content": .bytes(message.content),
        ]
    }
}
