package import Chat
package import Contracts
import GRDB
import JSON
import Storage

extension SQLiteAuthStore {
    package func find(_ query: TagQuery, in states: [AccountState], limit: Int) async throws -> [AccountRecord] {
        guard let search = TagSearch(query) else { return [] }
        let groups = search.groups.indices.map { " AND SUM(t.tag IN (SELECT value FROM json_each(?\($0 + 4)))) > 0" }
        let sql = """
            SELECT a.user FROM tags t JOIN accounts a ON a.user = t.user
            WHERE t.tag IN (SELECT value FROM json_each(?1)) AND a.state IN (SELECT value FROM json_each(?2))
            GROUP BY t.user HAVING 1\(groups.joined())
            ORDER BY SUM(CASE WHEN substr(t.tag, 1, 6) = 'alias:' THEN \(TagSearch.aliasWeight) ELSE 1 END) DESC,
                a.updated DESC, a.user
            LIMIT ?3
            """
        let lists = search.groups.map(Self.list)
        let numbers = "[\(states.map { "\($0.rawValue)" }.joined(separator: ","))]"
        let all = Self.list(search.all)
        return try await database.read { db in
            var values: [(any DatabaseValueConvertible)?] = [all, numbers, limit]
            values += lists.map { $0 as (any DatabaseValueConvertible)? }
            return try db.items(sql, StatementArguments(values)) { try Self.user($0) }.compactMap {
                try Self.account($0, in: db)
            }
        }
    }

    private static func list(_ texts: [String]) -> String {
        String(decoding: RawJSON.array(texts.map(RawJSON.string)).bytes, as: UTF8.self)
    }

    package func owner(of method: String, value: String) async throws -> UserID? {
        try await database.read { db in
            try db.first(
                "SELECT user FROM credentials WHERE method = ? AND value = ? AND done = 1", [method, value]
            ) { try Self.user($0) }
        }
    }

    package func unproved(madeBefore time: Int64, limit: Int) async throws -> [UserID] {
        try await database.read { db in
            try db.items(
                """
                SELECT user FROM accounts a WHERE created < ? AND seen = 0 AND state = 0
                    AND EXISTS (SELECT 1 FROM credentials c WHERE c.user = a.user)
                    AND NOT EXISTS (SELECT 1 FROM credentials c WHERE c.user = a.user AND c.done = 1)
                ORDER BY created, user LIMIT ?
                """, [time, limit]
            ) { try Self.user($0) }
        }
    }
}
