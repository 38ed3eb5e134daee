import Chat
import Contracts
import EventLog
import Logging
import Storage
import Wire

/// Ends what closed accounts leave behind in topics.
///
/// Suspended accounts keep it.
struct AccountFollower: LogProcessor {
    /// The consumer group of all replicas.
    static let group = "group-accounts"

    let store: any GroupStore
    let logger: Logger
    let now: @Sendable () -> Int64

    func process(_ batch: [ConsumedRecord], partition: Int) async throws {
        for (index, record) in batch.enumerated() {
            guard let event = try? Event(decoding: record.value) else {
                throw PoisonRecord(index: index, reason: "unreadable event")
            }
            if let closed = event.accountClosed, !closed.isSuspended, let user = UserID(rawValue: closed.user) {
                try await end(user, session: event.originSession)
            }
        }
    }

    /// Ends all subscriptions of a user.
    ///
    /// Beginning again after a failure goes on where it stopped.
    private func end(_ user: UserID, session: String) async throws {
        let actor = Actor(user: user, session: session)
        var after = ""
        var count = 0
        while true {
            // Since the beginning of time: the subscriptions that ended are among them.
            let page = try await store.topics(
                of: user, only: nil, modifiedSince: 1, after: after, limit: Limits.subscriptionPage)
            for item in page.items {
                let topic = item.topic.id
                let users = [user] + (topic.peer(of: user).map { [$0] } ?? [])
                _ = try await store.change(topic, users: users, actor: actor, now: now()) {
                    LeavingRules.closeAccount(&$0)
                }
                count += 1
            }
            guard page.hasMore, let last = page.items.last else { break }
            after = last.topic.id.description
        }
        logger.info("left the topics of a closed account", metadata: ["user": "\(user)", "count": "\(count)"])
    }
}
