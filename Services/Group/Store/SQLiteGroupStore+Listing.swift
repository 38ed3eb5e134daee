package import Chat
import GRDB
package import Storage

extension SQLiteGroupStore {
    package func topics(
        of user: UserID, only: TopicID?, modifiedSince: Int64, after: String, limit: Int
    ) async throws -> Page<TopicWithSubscription> {
        try await database.read { db in
            let page = try db.page(
                """
                SELECT t.*, s.user AS s_user, s.want AS s_want, s.given AS s_given, s.reader AS s_reader,
                    s.private AS s_private, s.created AS s_created, s.updated AS s_updated, s.deleted AS s_deleted
                FROM subscriptions s JOIN topics t ON t.name = s.topic
                WHERE s.user = ?1 AND s.topic > ?2 AND s.topic >= ?3 AND s.topic <= ?4
                    AND ((?5 = 0 AND s.deleted = 0 AND t.deleted = 0)
                        OR (?5 > 0 AND (s.updated > ?5 OR t.updated > ?5 OR t.deleted > ?5)))
                ORDER BY s.topic
                """,
                [
                    user.ordered, after, only?.description ?? "", only?.description ?? Self.afterAllNames,
                    modifiedSince,
                ], limit: limit
            ) { row in
                TopicWithSubscription(
                    topic: try Self.topic(row), subscription: try Self.subscription(row, prefix: "s_"))
            }
            let items = try page.items.map { item in
                guard let peer = item.topic.id.peer(of: user) else { return item }
                let theirs = try Self.subscriptions(of: [peer], to: item.topic.id, in: db)[peer]
                var item = item
                item.peer = theirs?.deletedAt == 0 ? theirs : nil
                return item
            }
            return Page(items: items, hasMore: page.hasMore)
        }
    }

    /// Sorts behind every name of a topic.
    private static let afterAllNames = "~"

    package func members(
        of topic: TopicID, only: UserID?, modifiedSince: Int64, after: UserID?, limit: Int
    ) async throws -> Page<SubscriptionRecord> {
        try await database.read { db in
            if let only {
                let one = try Self.subscriptions(of: [only], to: topic, in: db)[only].flatMap { member in
                    let isWanted = modifiedSince == 0 ? member.deletedAt == 0 : member.updatedAt > modifiedSince
                    return isWanted && !member.isReader ? member : nil
                }
                return Page(items: one.map { [$0] } ?? [], hasMore: false)
            }
            let last = try after.flatMap { try Self.subscriptions(of: [$0], to: topic, in: db)[$0] }
            let page = try db.page(
                """
                SELECT * FROM subscriptions
                WHERE topic = ?1 AND reader = 0 AND updated <= ?2 AND (updated < ?2 OR user > ?3)
                    AND ((?4 = 0 AND deleted = 0) OR (?4 > 0 AND updated > ?4))
                ORDER BY updated DESC, user
                """,
                [
                    topic.description, last?.updatedAt ?? Int64.max, last?.user.ordered ?? Int64.min, modifiedSince,
                ], limit: limit
            ) { try Self.subscription($0) }
            return page
        }
    }

    package func audience(
        of topic: TopicID, after: UserID?, limit: Int, onlyAdministrators: Bool
    ) async throws -> AudiencePage {
        try await database.read { db in
            let isChannel = try db.first("SELECT channel FROM topics WHERE name = ?", [topic.description]) {
                try $0.bool("channel")
            }
            let page = try db.page(
                """
                SELECT user, want & given AS mode, reader FROM subscriptions
                WHERE topic = ? AND user > ? AND deleted = 0 AND (? = 0 OR (want & given & ?) <> 0)
                ORDER BY user
                """,
                [
                    topic.description, after?.ordered ?? Int64.min, onlyAdministrators ? 1 : 0,
                    AccessMode.administers.stored,
                ], limit: limit
            ) { row in
                Listener(
                    user: try UserID(ordered: row.int64("user")), mode: try row.mode("mode"),
                    isReader: try row.bool("reader"))
            }
            return AudiencePage(isChannel: isChannel ?? false, members: page)
        }
    }

    package func standings(_ questions: [StandingQuestion]) async throws -> [StandingAnswer] {
        guard !questions.isEmpty else { return [] }
        return try await database.read { db in
            try questions.map { question in
                try db.first(
                    """
                    SELECT t.channel AS channel, t.deleted AS deleted, s.want AS want, s.given AS given,
                        s.reader AS reader
                    FROM topics t LEFT JOIN subscriptions s ON s.topic = t.name AND s.user = ?1 AND s.deleted = 0
                    WHERE t.name = ?2
                    """,
                    [question.user.ordered, question.topic.description], decode: Self.standing) ?? StandingAnswer()
            }
        }
    }

    private static func standing(_ row: Row) throws -> StandingAnswer {
        var answer = StandingAnswer(exists: try row.int64("deleted") == 0, isChannel: try row.bool("channel"))
        if answer.exists, try row.optionalInt64("want") != nil {
            answer.access = Access(want: try row.mode("want"), given: try row.mode("given"))
            answer.isReader = try row.bool("reader")
        }
        return answer
    }
}
