package import Contracts
import GRDB
import JSON
import Storage

extension SQLiteGroupStore {
    package func find(_ query: TagQuery, limit: Int) async throws -> [TopicRecord] {
        guard let search = TagSearch(query) else { return [] }
        let groups = search.groups.indices.map { " AND SUM(g.tag IN (SELECT value FROM json_each(?\($0 + 3)))) > 0" }
        let sql = """
            SELECT t.* FROM tags g JOIN topics t ON t.name = g.topic
            WHERE g.tag IN (SELECT value FROM json_each(?1)) AND t.deleted = 0
            GROUP BY t.name HAVING 1\(groups.joined())
            ORDER BY SUM(CASE WHEN substr(g.tag, 1, 6) = 'alias:' THEN \(TagSearch.aliasWeight) ELSE 1 END) DESC,
                t.updated DESC, t.name
            LIMIT ?2
            """
        let lists = search.groups.map(Self.list)
        let all = Self.list(search.all)
        return try await database.read { db in
            var values: [(any DatabaseValueConvertible)?] = [all, limit]
            values += lists.map { $0 as (any DatabaseValueConvertible)? }
            return try db.items(sql, StatementArguments(values)) { try Self.topic($0) }.map { topic in
                var topic = topic
                topic.tags = try Self.topic(topic.id, in: db)?.tags ?? []
                return topic
            }
        }
    }

    private static func list(_ texts: [String]) -> String {
        String(decoding: RawJSON.array(texts.map(RawJSON.string)).bytes, as: UTF8.self)
    }
}
