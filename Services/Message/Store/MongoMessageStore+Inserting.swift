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
        guard let parts = Self.parts(of: messages) else { return .conflict }
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
            async let marked: Void = markAsRead(messages)
            let isKept = try await moveHeads(parts)
            try await marked
            return isKept ? .stored : .conflict
        } catch StoreError.unavailable {
            // The messages are there already.
            throw StoreError.timeout
        }
    }

    /// What a batch has of one topic: a beginning, an end, and no hole between them.
    private struct Part {
        let first: Int64
        var last: Head
    }

    /// - Returns: nil if a part has a hole.
    private static func parts(of messages: [NewMessage]) -> [String: Part]? {
        var parts: [String: Part] = [:]
        for message in messages.map(\.message) {
            if var part = parts[message.topic] {
                guard message.sequence == part.last.sequence + 1 else { return nil }
                part.last = Head(sequence: message.sequence, at: max(part.last.at, message.at))
                parts[message.topic] = part
            } else {
                parts[message.topic] = Part(
                    first: message.sequence, last: Head(sequence: message.sequence, at: message.at))
            }
        }
        return parts
    }

    /// Whether each part begins right behind the head of its topic.
    private static func areNext(_ parts: [String: Part], in db: MongoConnection) throws -> Bool {
        let written = try writtenHeads(of: parts.keys, in: db)
        var behind: [String] = []
        for (topic, part) in parts {
            let head = written[topic]?.head.sequence ?? 0
            guard head < part.first else { return false }
            if head < part.first - 1 { behind.append(topic) }
        }
        guard !behind.isEmpty else { return true }
        let heads = try currentHeads(of: behind, in: db)
        return behind.allSatisfy { heads[$0]?.sequence ?? 0 == (parts[$0]?.first ?? 0) - 1 }
    }

    /// - Returns: Whether all that was stored stays: false if a topic was erased up to there since its head was read, by
    ///   which places came free that are given already. What was stored there is taken back.
    private func moveHeads(_ parts: [String: Part]) async throws -> Bool {
        try await database.perform { db in
            do {
                let updates = parts.map { topic, part in
                    Self.advance(topic, to: part.last, notErasedFrom: part.first)
                }
                try Self.updateMade(Self.heads, updates, in: db)
                return true
            } catch is MongoDuplicate {
                // A head that is there and was not found: it says that the topic was erased.
                let written = try Self.writtenHeads(of: parts.keys, in: db)
                for (topic, part) in parts {
                    guard let erased = written[topic]?.erased, erased >= part.first else { continue }
                    try db.remove(from: Self.messages, ["topic": .text(topic), "sequence": ["$lte": .int(erased)]])
                }
                return false
            }
        }
    }

    private func markAsRead(_ messages: [NewMessage]) async throws {
        var last: [MessagePlace.Author: Int64] = [:]
        for message in messages.map(\.message) {
            let author = MessagePlace.Author(topic: message.topic, user: message.sender)
            last[author] = max(last[author] ?? 0, message.sequence)
        }
        let updates = last.map { author, sequence in Self.advance(author.topic, author.user, sequence, sequence) }
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

extension MessagePlace {
    /// One who wrote in one topic.
    fileprivate struct Author: Hashable {
        let topic: String
        let user: UInt64
    }
}
