package import Contracts
import EventLog
import Storage
import Wire

extension MongoMessageStore {
    package func react(_ reaction: NewReaction, event: Event) async throws -> ReactionOutcome {
        try await database.transaction(on: reaction.topic) { [outbox] db in
            let place: BSONDocument = ["topic": .text(reaction.topic), "sequence": .int(reaction.sequence)]
            guard try db.first(Self.messages, place.with("deleted", false), fields: ["sequence"]) != nil else {
                return .noMessage
            }
            let old = try db.first(Self.reactions, place.with("user", .int(reaction.user.stored)))?.text("value")
            guard !(old ?? "").isSameText(as: reaction.value) else {
                let head = try db.first(Self.deletionHeads, ["_id": .text(reaction.topic)], fields: ["reactions"])
                return .unchanged(try head?.optionalInt64("reactions") ?? 0)
            }
            guard let number = try Self.change(reaction, from: old ?? "", in: db) else { return .tooMany }
            var event = event
            event.messageReacted?.reactionID = number
            try outbox.append([LogRecord(key: reaction.topic, value: event.encoded())], in: db)
            return .changed(number)
        }
    }

    /// Makes a change and counts it; nil, and nothing done, if there would be too many values.
    private static func change(
        _ reaction: NewReaction, from old: String, in db: MongoConnection
    ) throws -> Int64? {
        let place: BSONDocument = ["topic": .text(reaction.topic), "sequence": .int(reaction.sequence)]
        var tally = try tally(db.first(tallies, place))
        // Tried before it is numbered: what is refused leaves no trace.
        var trial = tally
        guard trial.change(of: reaction.user, from: old, to: reaction.value, limit: reaction.limit, number: 0) else {
            return nil
        }
        let head = try db.modify(
            deletionHeads, ["_id": .text(reaction.topic)], ["$inc": ["reactions": 1]], inserts: true)
        guard let number = try head?.int64("reactions") else { throw StoreError.corrupted }
        _ = tally.change(of: reaction.user, from: old, to: reaction.value, limit: reaction.limit, number: number)
        let own = place.with("user", .int(reaction.user.stored))
        if reaction.value.isEmpty {
            try db.remove(from: reactions, own)
        } else {
            try db.update(reactions, [MongoUpdate(own, ["$set": ["value": .text(reaction.value)]], inserts: true)])
        }
        let bytes = MessageReactions(reactions: tally.reactions).encoded()
        let counted: BSONDocument = ["$set": ["number": .int(number), "tally": .bytes(bytes)]]
        try db.update(tallies, [MongoUpdate(place, counted, inserts: true)])
        return number
    }

    package func reactions(_ query: ReactionsQuery) async throws -> [MessageReactions] {
        try await database.perform { db in
            var found: [(number: Int64, message: MessageReactions)] = []
            for range in query.ranges.isEmpty ? [1...Int64.max] : query.ranges {
                let filter: BSONDocument = [
                    "topic": .text(query.topic),
                    "number": ["$gte": .int(query.changes.lowerBound), "$lte": .int(query.changes.upperBound)],
                    "sequence": ["$gte": .int(range.lowerBound), "$lte": .int(range.upperBound)],
                ]
                let rows = try db.find(Self.tallies, filter, sort: ["number": -1], limit: query.limit)
                for row in rows {
                    let reactions = try Self.tally(row).reactions
                    let message = MessageReactions(sequence: try row.int64("sequence"), reactions: reactions)
                    found.append((try row.int64("number"), message))
                }
            }
            let newest = found.sorted { $0.number > $1.number }.prefix(query.limit).map(\.message)
            let sequences = newest.map(\.sequence)
            guard let low = sequences.min(), let high = sequences.max() else { return [] }
            let hidden = try Self.hidden(from: query.user, in: query.topic, low...high, in: db)
            let own = try Self.reactions(of: query.user, to: sequences, in: query.topic, db)
            return newest.filter { message in !hidden.contains { $0.contains(message.sequence) } }.map { message in
                let shown = ReactionTally(message.reactions).shown(
                    to: query.user, own: own[message.sequence] ?? "", isReader: query.isReader)
                return MessageReactions(sequence: message.sequence, reactions: shown)
            }
        }
    }

    package func reactions(
        to sequences: [Int64], in topic: String, for user: UInt64, isReader: Bool
    ) async throws -> [Int64: [Reaction]] {
        guard !sequences.isEmpty else { return [:] }
        return try await database.perform { db in
            let rows = try db.find(
                Self.tallies, ["topic": .text(topic), "sequence": ["$in": .ints(sequences)]])
            guard !rows.isEmpty else { return [:] }
            let own = try Self.reactions(of: user, to: sequences, in: topic, db)
            var shown: [Int64: [Reaction]] = [:]
            for row in rows {
                let (sequence, tally) = (try row.int64("sequence"), try Self.tally(row))
                guard !tally.reactions.isEmpty else { continue }
                shown[sequence] = tally.shown(to: user, own: own[sequence] ?? "", isReader: isReader)
            }
            return shown
        }
    }

    package func eraseReactions(of user: UInt64) async throws {
        while let row = try await database.perform({ db in
            try db.first(Self.reactions, ["user": .int(user.stored)])
        }) {
            let (topic, sequence) = (try row.text("topic"), try row.int64("sequence"))
            try await database.transaction(on: topic) { db in
                let place: BSONDocument = [
                    "topic": .text(topic), "sequence": .int(sequence), "user": .int(user.stored),
                ]
                guard let old = try db.first(Self.reactions, place)?.text("value") else { return }
                let withdrawal = NewReaction(topic: topic, sequence: sequence, user: user, value: "", limit: 1)
                _ = try Self.change(withdrawal, from: old, in: db)
            }
        }
    }

    package func lastSequence(until time: Int64, in topic: String) async throws -> Int64 {
        try await database.perform { db in
            // Times never go back in a topic: from the newest, only those are looked at that are too young.
            try db.first(
                Self.messages, ["topic": .text(topic), "at": ["$lte": .int(time)]], sort: ["sequence": -1],
                fields: ["sequence"]
            )?.int64("sequence") ?? 0
        }
    }

    /// Forgets the reactions to messages that are no more.
    static func forgetReactions(to range: ClosedRange<Int64>, in topic: String, _ db: MongoConnection) throws {
        let those: BSONDocument = [
            "topic": .text(topic), "sequence": ["$gte": .int(range.lowerBound), "$lte": .int(range.upperBound)],
        ]
        try db.remove(from: reactions, those)
        try db.remove(from: tallies, those)
    }

    /// What a user reacted with to some messages.
    private static func reactions(
        of user: UInt64, to sequences: [Int64], in topic: String, _ db: MongoConnection
    ) throws -> [Int64: String] {
        let rows = try db.find(
            reactions, ["topic": .text(topic), "sequence": ["$in": .ints(sequences)], "user": .int(user.stored)])
        return Dictionary(try rows.map { (try $0.int64("sequence"), try $0.text("value")) }) { first, _ in first }
    }

    private static func tally(_ document: BSONDocument?) throws -> ReactionTally {
        ReactionTally(try document.map { try MessageReactions(decoding: $0.bytes("tally")).reactions } ?? [])
    }
}

extension BSONDocument {
    /// The document with one more field.
    fileprivate func with(_ name: String, _ value: BSONValue) -> BSONDocument {
        var document = self
        document.append(name, value)
        return document
    }
}
