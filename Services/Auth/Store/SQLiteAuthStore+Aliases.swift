package import Chat
import GRDB
import Storage

extension SQLiteAuthStore {
    /// Makes these the aliases of a user.
    ///
    /// - Throws: `AccountConflict.alias` when one is somebody else's.
    static func write(aliases: [String], of user: UserID, in db: Database) throws {
        let number = user.rawValue.stored
        let had = try db.items("SELECT alias FROM aliases WHERE user = ?", [number]) { try $0.text("alias") }
        for alias in had where !aliases.contains(alias) {
            try db.run("DELETE FROM aliases WHERE alias = ?", [alias])
        }
        for alias in aliases where !had.contains(alias) {
            let count = try db.run(
                """
                INSERT INTO aliases (alias, user, settled, claimed) VALUES (?, ?, 1, 0) ON CONFLICT DO NOTHING
                """, [alias, number])
            guard count == 1 else { throw AccountConflict.alias }
        }
    }

    package func claim(_ alias: String, for topic: TopicID, at now: Int64) async throws {
        try await database.write { db in
            let count = try db.run(
                """
                INSERT INTO aliases (alias, topic, settled, claimed) VALUES (?1, ?2, 0, ?3)
                ON CONFLICT DO UPDATE SET claimed = max(claimed, ?3) WHERE topic = ?2
                """, [alias, topic.description, now])
            guard count == 1 else { throw AccountConflict.alias }
        }
    }

    package func giveUp(_ alias: String, of topic: TopicID) async throws {
        try await database.write { db in
            _ = try db.run(
                "DELETE FROM aliases WHERE alias = ? AND topic = ? AND settled = 0", [alias, topic.description])
        }
    }

    package func settle(_ aliases: [String], of topic: TopicID, claimedBefore time: Int64) async throws -> [String] {
        let name = topic.description
        return try await database.write { db in
            let had = try db.items(
                "SELECT alias FROM aliases WHERE topic = ? AND (settled = 1 OR claimed < ?)", [name, time]
            ) { try $0.text("alias") }
            for alias in had where !aliases.contains(alias) {
                try db.run("DELETE FROM aliases WHERE alias = ?", [alias])
            }
            return try aliases.filter { alias in
                let count = try db.run(
                    """
                    INSERT INTO aliases (alias, topic, settled, claimed) VALUES (?1, ?2, 1, 0)
                    ON CONFLICT DO UPDATE SET settled = 1 WHERE topic = ?2
                    """, [alias, name])
                return count == 0
            }
        }
    }

    package func dropClaims(before time: Int64) async throws {
        try await database.write { db in
            _ = try db.run("DELETE FROM aliases WHERE settled = 0 AND claimed < ?", [time])
        }
    }
}
