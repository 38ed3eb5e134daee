import Contracts
import Storage

extension MongoMessageStore {
    /// A place or key that was taken.
    private struct Taken: Error {}

    package func insert(_ messages: [NewMessage]) async throws -> InsertOutcome {
        guard !messages.isEmpty else { return .stored }
        guard let parts = Self.parts(of: messages) else { return .conflict }
        let documents = messages.map { Self.document($0) }
        do {
            try await database.transaction { db in
                try Self.moveHeads(parts, in: db)
                do {
                    try db.insert(documents, into: Self.messages)
                } catch is MongoDuplicate {
                    throw Taken()
                }
                try Self.markAsRead(messages, in: db)
            }
            return .stored
        } catch is Taken {
            return .conflict
        }
    }

    /// What a batch has of one topic: a beginning, an end, and no hole between them.
    private struct Part {
        let first: Int64
        var last: Int64
        var at: Int64
    }

    /// - Returns: nil if a part has a hole.
    private static func parts(of messages: [NewMessage]) -> [String: Part]? {
        var parts: [String: Part] = [:]
        for message in messages.map(\.message) {
            if var part = parts[message.topic] {
                guard message.sequence == part.last + 1 else { return nil }
                part.last = message.sequence
                part.at = max(part.at, message.at)
                parts[message.topic] = part
            } else {
                parts[message.topic] = Part(first: message.sequence, last: message.sequence, at: message.at)
            }
        }
        return parts
    }

    /// The head is the fence, and not only the key of the message: the messages of an erased topic are no more.
    private static func moveHeads(_ parts: [String: Part], in db: MongoConnection) throws {
        let updates = parts.map { topic, part in
            MongoUpdate(
                ["_id": .text(topic), "sequence": .int(part.first - 1)],
                ["$set": ["sequence": .int(part.last)], "$max": ["at": .int(part.at)]],
                inserts: part.first == 1)
        }
        do {
            guard try db.update(heads, updates) == parts.count else { throw Taken() }
        } catch is MongoDuplicate {
            // A first message, and the topic has a head.
            throw Taken()
        }
    }

    private static func markAsRead(_ messages: [NewMessage], in db: MongoConnection) throws {
        var last: [MessagePlace.Author: Int64] = [:]
        for message in messages.map(\.message) {
            let author = MessagePlace.Author(topic: message.topic, user: message.sender)
            last[author] = max(last[author] ?? 0, message.sequence)
        }
        do {
            try db.update(
                marks, last.map { author, sequence in advance(author.topic, author.user, sequence, sequence) })
        } catch is MongoDuplicate {
            // The first mark of that user was made a moment ago.
            throw MongoBeginAgain()
        }
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
