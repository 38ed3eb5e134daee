import Contracts
import Storage

extension MongoMessageStore {
    /// Stores a batch by three commands that each stand alone: the messages in order, then heads and marks.
    ///
    /// No transaction: one that is left open by a process that is lost would hold up its topics until the server ends it.
    /// The keys of the messages are the fence. Whoever is lost after the first command has stored a beginning of each
    /// topic's part, and the next to read the heads finds it.
    package func insert(_ messages: [NewMessage]) async throws -> InsertOutcome {
        guard !messages.isEmpty else { return .stored }
        guard let parts = TopicPart.parts(of: messages) else { return .conflict }
        let documents = messages.map { Self.document($0) }
        let isStored = try await database.perform { db in
            // Else a hole could be left, or a place that is free only because its message was erased be taken.
            guard try Self.areNext(parts, in: db) else { return false }
            do {
                try db.insert(documents, into: Self.messages)
                return true
            } catch is MongoDuplicate {
                return false
            }
        }
        guard isStored else { return .conflict }
        do {
            async let marked: Void = markAsRead(parts)
            let isKept = try await moveHeads(parts)
            try await marked
            return isKept ? .stored : .conflict
        } catch StoreError.unavailable {
            // The messages are there already.
            throw StoreError.timeout
        }
    }

    /// Whether each part begins right behind the head of its topic.
    private static func areNext(_ parts: [TopicPart], in db: MongoConnection) throws -> Bool {
        let written = try writtenHeads(of: parts.map(\.topic), in: db)
        var behind: [TopicPart] = []
        for part in parts {
            let head = written[part.topic]?.head.sequence ?? 0
            guard head < part.first else { return false }
            if head < part.first - 1 { behind.append(part) }
        }
        guard !behind.isEmpty else { return true }
        let heads = try currentHeads(of: behind.map(\.topic), in: db)
        return behind.allSatisfy { heads[$0.topic]?.sequence ?? 0 == $0.first - 1 }
    }

    /// - Returns: Whether all that was stored stays: false if a topic was erased up to there since its head was read, by
    ///   which places came free that are given already. What was stored there is taken back.
    private func moveHeads(_ parts: [TopicPart]) async throws -> Bool {
        try await database.perform { db in
            do {
                let updates = parts.map { Self.advance($0.topic, to: $0.last, notErasedFrom: $0.first) }
                try Self.updateMade(Self.heads, updates, in: db)
                return true
            } catch is MongoDuplicate {
                // A head that is there and was not found: it says that the topic was erased.
                let written = try Self.writtenHeads(of: parts.map(\.topic), in: db)
                for part in parts {
                    guard let erased = written[part.topic]?.erased, erased >= part.first else { continue }
                    try db.remove(
                        from: Self.messages, ["topic": .text(part.topic), "sequence": ["$lte": .int(erased)]])
                }
                return false
            }
        }
    }

    private func markAsRead(_ parts: [TopicPart]) async throws {
        let updates = parts.flatMap { part in
            part.lastOfSenders.map { sender, last in Self.advance(part.topic, sender, last, last) }
        }
        try await database.perform { db in try Self.updateMade(Self.marks, updates, in: db) }
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
