package import Chat
import GRDB
import Storage

extension SQLiteGroupStore {
    private static let subscriptionColumns = """
        s.user AS s_user, s.want AS s_want, s.given AS s_given, s.reader AS s_reader, s.private AS s_private,
        s.created AS s_created, s.updated AS s_updated, s.deleted AS s_deleted
        """

    package func topics(
        of user: UserID, only: TopicID?, modifiedSince: Int64, after: String, limit: Int
    ) async throws -> Rows<TopicWithSubscription> {
        try await database.read { db in
            let page = try db.page(
                """
                SELECT t.*, \(Self.subscriptionColumns) FROM subscriptions s JOIN topics t ON t.name = s.topic
                WHERE s.user = ?1 AND s.topic > ?2 AND (?3 = '' OR s.topic = ?3)
                    AND ((?4 = 0 AND s.deleted = 0 AND t.deleted = 0)
                        OR (?4 > 0 AND (s.updated > ?4 OR t.updated > ?4)))
                ORDER BY s.topic
                """,
                [user.rawValue.stored, after, only?.description ?? "", modifiedSince], limit: limit
            ) { row in
                TopicWithSubscription(
                    topic: try Self.topic(row, prefix: ""), subscription: try Self.subscription(row, prefix: "s_"))
            }
            let rows = try page.items.map { row in
                guard let peer = row.topic.id.peer(of: user) else { return row }
                var row = row
                row.peer = try Self.subscriptions(of: [peer], to: row.topic.id, in: db)[peer]
                return row
            }
            return Rows(rows, hasMore: page.hasMore)
        }
    }

    package func members(
        of topic: TopicID, only: UserID?, modifiedSince: Int64, after: UserID?, limit: Int
    ) async throws -> Rows<SubscriptionRecord> {
        try await database.read { db in
            var mark: (updated: Int64, user: Int64) = (Int64.max, Int64.min)
            if let after {
                let last = try Self.subscriptions(of: [after], to: topic, in: db)[after]
                mark = (last?.updatedAt ?? Int64.max, after.rawValue.stored)
            }
            let page = try db.page(
                """
                SELECT \(Self.subscriptionColumns) FROM subscriptions s
                WHERE s.topic = ?1 AND s.reader = 0 AND (?2 = 0 OR s.user = ?2)
                    AND ((?3 = 0 AND s.deleted = 0) OR (?3 > 0 AND s.updated > ?3))
                    AND (s.updated < ?4 OR (s.updated = ?4 AND s.user > ?5))
                ORDER BY s.updated DESC, s.user
                """,
                [topic.description, only?.rawValue.stored ?? 0, modifiedSince, mark.updated, mark.user], limit: limit
            ) { try Self.subscription($0, prefix: "s_") }
            return Rows(page.items, hasMore: page.hasMore)
        }
    }

    package func audience(of topic: TopicID, after: UserID?, limit: Int) async throws -> Rows<SubscriptionRecord> {
        try await database.read { db in
            let page = try db.page(
                """
                SELECT \(Self.subscriptionColumns) FROM subscriptions s JOIN topics t ON t.name = s.topic
                WHERE s.topic = ?1 AND s.deleted = t.deleted AND (?2 = 0 OR s.user > ?3)
                ORDER BY s.user
                """,
                [topic.description, after == nil ? 0 : 1, after?.rawValue.stored ?? 0], limit: limit
            ) { try Self.subscription($0, prefix: "s_") }
            return Rows(page.items, hasMore: page.hasMore)
        }
    }
}
