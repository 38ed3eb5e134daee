import Contracts
import Storage

extension MongoMessageStore {
    /// Messages that are stored together, and their parts by topic.
    struct Batch: Sendable {
        let messages: [NewMessage]
        let parts: [TopicPart]
    }

    package func insert(_ messages: [NewMessage]) async throws -> InsertOutcome {
        guard !messages.isEmpty else { return .stored }
        guard let parts = TopicPart.parts(of: messages) else { return .conflict }
        return try await inserts.answer(to: Batch(messages: messages, parts: parts))
    }

    /// Stores batches, their messages in order, by one command.
    ///
    /// No transaction: one that is left open by a process that is lost would hold up its topics until the server ends
    /// it.
    /// The keys of the messages are the fence. Whoever is lost in the middle has stored a beginning of each topic's part,
    /// and the next to read the heads finds it.
    static func insert(
        _ batches: [Batch], into database: MongoDatabase, taken: TakenPlaces
    ) async throws -> [InsertOutcome] {
        try await database.perform { db in
            var (outcomes, stored) = try insert(batches, taken, in: db)
            taken.note(stored)
            guard !stored.isEmpty else { return outcomes }
            do {
                let erased = try takeBackErased(stored, in: db)
                for (index, batch) in batches.enumerated()
                where batch.parts.contains(where: { erased.contains($0.topic) }) {
                    outcomes[index] = .conflict
                }
            } catch let failure as MongoFailure {
                throw failure.afterPart
            }
            return outcomes
        }
    }

    /// - Returns: What became of each batch, and all that is stored, the beginning of a batch that met a conflict included.
    private static func insert(
        _ batches: [Batch], _ taken: TakenPlaces, in db: MongoConnection
    ) throws -> (outcomes: [InsertOutcome], stored: [TopicPart]) {
        let doubtful = batches.map { taken.doubtful($0.parts) }
        let topics = Set(doubtful.joined().map(\.topic))
        let heads = topics.isEmpty ? [:] : try heads(of: topics, in: db)
        var outcomes = doubtful.map { parts in
            parts.allSatisfy { heads[$0.topic]?.sequence ?? 0 == $0.first - 1 } ? InsertOutcome.stored : .conflict
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

    /// Takes back what was stored where its topic was erased since its head was read: such a place was given already.
    ///
    /// - Returns: The topics of which something was taken back.
    private static func takeBackErased(_ parts: [TopicPart], in db: MongoConnection) throws -> Set<String> {
        let ends = try erasedEnds(of: Set(parts.map(\.topic)), in: db)
        var topics: Set<String> = []
        for part in parts {
            guard let end = ends[part.topic], end >= part.first else { continue }
            try db.remove(from: messages, ["topic": .text(part.topic), "sequence": ["$lte": .int(end)]])
            topics.insert(part.topic)
        }
        return topics
    }

    /// What is stored of a message.
    static func document(_ new: NewMessage) -> BSONDocument {
        let message = new.message
        return [
            "topic": .text(message.topic), "sequence": .int(message.sequence), "sender": .int(message.sender.stored),
            "at": .int(message.at), "key": .text(new.key), "deleted": false, "head": .bytes(message.head),
            "content": .bytes(message.content),
        ]
    }
}
