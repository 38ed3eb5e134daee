package import Contracts
import EventLog
import GRDB
import Storage
import Wire

extension SQLiteMessageStore {
    package func react(_ reaction: NewReaction, event: Event) async throws -> ReactionOutcome {
        try await database.write { [outbox] db in
            guard let topic = try Self.topicNumber(reaction.topic, in: db),
                try Self.isThere(reaction.sequence, in: topic, db)
            else { return .noMessage }
            let old = try Self.reaction(of: reaction.user, to: reaction.sequence, in: topic, db)
            guard !old.isSameText(as: reaction.value) else {
                return .unchanged(try Self.lastReaction(in: topic, db))
            }
            guard let number = try Self.change(reaction, from: old, in: topic, db) else { return .tooMany }
            var event = event
            event.messageReacted?.reactionID = number
            try outbox.append(LogRecord(key: reaction.topic, value: event.encoded()), in: db)
            return .changed(number)
        }
    }

    /// Makes a change and counts it; nil, and nothing done, if there would be too many values.
    private static func change(
        _ reaction: NewReaction, from old: String, in topic: Int64, _ db: Database
    ) throws -> Int64? {
        let number = try lastReaction(in: topic, db) + 1
        var tally = try tally(of: reaction.sequence, in: topic, db)
        guard
            tally.change(
                of: reaction.user, from: old, to: reaction.value, limit: reaction.limit, number: number)
        else { return nil }
        try db.run("UPDATE topics SET reaction = ? WHERE id = ?", [number, topic])
        if reaction.value.isEmpty {
            try db.run(
                "DELETE FROM reactions WHERE topic = ? AND sequence = ? AND user = ?",
                [topic, reaction.sequence, reaction.user.stored])
        } else {
            try db.run(
                """
                INSERT INTO reactions (topic, sequence, user, value) VALUES (?1, ?2, ?3, ?4)
                ON CONFLICT DO UPDATE SET value = ?4
                """, [topic, reaction.sequence, reaction.user.stored, reaction.value])
        }
        let bytes = MessageReactions(reactions: tally.reactions).encoded()
        try db.run(
            """
            INSERT INTO tallies (topic, sequence, number, tally) VALUES (?1, ?2, ?3, ?4)
            ON CONFLICT DO UPDATE SET number = ?3, tally = ?4
            """, [topic, reaction.sequence, number, bytes.blob])
        return number
    }

    package func reactions(_ query: ReactionsQuery) async throws -> [MessageReactions] {
        try await database.read { db in
            guard let topic = try Self.topicNumber(query.topic, in: db) else { return [] }
            var found: [(number: Int64, message: MessageReactions)] = []
            for range in query.ranges.isEmpty ? [1...Int64.max] : query.ranges {
                found += try db.items(
                    """
                    SELECT t.sequence AS sequence, t.number AS number, t.tally AS tally FROM tallies t
                    WHERE t.topic = ?1 AND t.number BETWEEN ?2 AND ?3 AND t.sequence BETWEEN ?4 AND ?5
                        AND NOT EXISTS (
                            SELECT 1 FROM deletions d
                            WHERE d.topic = t.topic AND d.user = ?6 AND t.sequence BETWEEN d.low AND d.high)
                    ORDER BY t.number DESC LIMIT ?7
                    """,
                    [
                        topic, query.changes.lowerBound, query.changes.upperBound, range.lowerBound,
                        range.upperBound, query.user.stored, query.limit,
                    ]
                ) { row in
                    let tally = try MessageReactions(decoding: row.bytes("tally"))
                    return (
                        try row.int64("number"),
                        MessageReactions(sequence: try row.int64("sequence"), reactions: tally.reactions)
                    )
                }
            }
            let newest = found.sorted { $0.number > $1.number }.prefix(query.limit).map(\.message)
            return try newest.map { message in
                let own = try Self.reaction(of: query.user, to: message.sequence, in: topic, db)
                let shown = ReactionTally(message.reactions)
                    .shown(to: query.user, own: own, isReader: query.isReader)
                return MessageReactions(sequence: message.sequence, reactions: shown)
            }
        }
    }

    package func reactions(
        to sequences: [Int64], in topic: String, for user: UInt64, isReader: Bool
    ) async throws -> [Int64: [Reaction]] {
        try await database.read { db in
            guard let topic = try Self.topicNumber(topic, in: db) else { return [:] }
            var shown: [Int64: [Reaction]] = [:]
            for sequence in sequences {
                let tally = try Self.tally(of: sequence, in: topic, db)
                guard !tally.reactions.isEmpty else { continue }
                let own = try Self.reaction(of: user, to: sequence, in: topic, db)
                shown[sequence] = tally.shown(to: user, own: own, isReader: isReader)
            }
            return shown
        }
    }

    /// Reactions withdrawn in one write: other writers get their turns in between.
    private static let withdrawnAtOnce = 500

    package func eraseReactions(of user: UInt64) async throws {
        var count = Self.withdrawnAtOnce
        while count == Self.withdrawnAtOnce {
            count = try await database.write { db in
                let rows = try db.items(
                    "SELECT topic, sequence, value FROM reactions WHERE user = ? LIMIT ?",
                    [user.stored, Self.withdrawnAtOnce]
                ) { (try $0.int64("topic"), try $0.int64("sequence"), try $0.text("value")) }
                for (topic, sequence, value) in rows {
                    let withdrawal = NewReaction(topic: "", sequence: sequence, user: user, value: "", limit: 1)
                    _ = try Self.change(withdrawal, from: value, in: topic, db)
                }
                return rows.count
            }
        }
    }

    package func lastSequence(until time: Int64, in topic: String) async throws -> Int64 {
        try await database.read { db in
            // Times never go back in a topic: from the newest, only those are looked at that are too young.
            try db.first(
                """
                SELECT m.sequence AS sequence FROM messages m, topics t
                WHERE t.name = ? AND m.topic = t.id AND m.at <= ? ORDER BY m.sequence DESC LIMIT 1
                """, [topic, time]
            ) { try $0.int64("sequence") } ?? 0
        }
    }

    /// Forgets the reactions to messages that are no more.
    static func forgetReactions(to range: ClosedRange<Int64>, in topic: Int64, _ db: Database) throws {
        for table in ["reactions", "tallies"] {
            try db.run(
                "DELETE FROM \(table) WHERE topic = ? AND sequence BETWEEN ? AND ?",
                [topic, range.lowerBound, range.upperBound])
        }
    }

    private static func isThere(_ sequence: Int64, in topic: Int64, _ db: Database) throws -> Bool {
        try db.first(
            "SELECT 1 AS one FROM messages WHERE topic = ? AND sequence = ? AND deleted = 0", [topic, sequence]
        ) { try $0.int64("one") } != nil
    }

    private static func lastReaction(in topic: Int64, _ db: Database) throws -> Int64 {
        try db.first("SELECT reaction FROM topics WHERE id = ?", [topic]) { try $0.int64("reaction") } ?? 0
    }

    /// A user's reaction to a message; empty for none.
    private static func reaction(
        of user: UInt64, to sequence: Int64, in topic: Int64, _ db: Database
    ) throws -> String {
        try db.first(
            "SELECT value FROM reactions WHERE topic = ? AND sequence = ? AND user = ?",
            [topic, sequence, user.stored]
        ) { try $0.text("value") } ?? ""
    }

    private static func tally(of sequence: Int64, in topic: Int64, _ db: Database) throws -> ReactionTally {
        let bytes = try db.first("SELECT tally FROM tallies WHERE topic = ? AND sequence = ?", [topic, sequence]) {
            try $0.bytes("tally")
        }
        return ReactionTally(try bytes.map { try MessageReactions(decoding: $0).reactions } ?? [])
    }
}
