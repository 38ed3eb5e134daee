import Chat
import Contracts
import Synchronization

/// Tells peers who came and who went, and the auth service when somebody was last seen.
///
/// Comings are told at once and goings a while later, some at a time; when very many come at once, after them. Best
/// effort: what a crash takes is not told.
final class PresenceNews: Sendable {
    typealias News = PresenceBacklog.News

    /// Users told of at once.
    private static let width = 16
    /// The same when nobody is left to be served first.
    private static let lastWidth = 64
    private static let tick = Duration.milliseconds(250)

    private let backlog = Mutex(PresenceBacklog())
    private let signals: AsyncStream<Void>
    private let signal: AsyncStream<Void>.Continuation

    init() {
        (signals, signal) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// Notes that a user came or went.
    func add(_ news: News) {
        backlog.withLock { $0.add(news, now: .now) }
        if news.isComing { signal.yield() }
    }

    /// Tells until closed or cancelled.
    func run(for node: GatewayNode) async {
        await withTaskGroup { group in
            group.addTask {
                while (try? await Task.sleep(for: Self.tick)) != nil {
                    if self.backlog.withLock({ $0.count }) > 0 { self.signal.yield() }
                }
            }
            for await _ in signals { await tell(for: node, Self.width) }
            group.cancelAll()
        }
    }

    /// Lets ``run(for:)`` return when what it tells just now is told.
    func close() {
        signal.finish()
    }

    /// Tells all there is, without delay.
    func tellRest(for node: GatewayNode) async {
        await tell(for: node, Self.lastWidth, isLast: true)
    }

    private func tell(for node: GatewayNode, _ width: Int, isLast: Bool = false) async {
        await withTaskGroup(of: Void.self) { group in
            var running = 0
            while true {
                // A few who have very many peers hold up nobody else.
                let room = running > width / 2 || Task.isCancelled ? 0 : width - running
                let batch = backlog.withLock { $0.take(room, now: .now, isLast: isLast) }
                guard !batch.isEmpty else {
                    guard await group.next() != nil else { return }
                    running -= 1
                    continue
                }
                // Somebody may be there through another node.
                let present = await node.areOnline(batch.map { "\($0.actor.user)" })
                for (news, isPresent) in zip(batch, present) where news.isComing == isPresent {
                    group.addTask { await self.tell(news, for: node) }
                    running += 1
                }
            }
        }
    }

    private func tell(_ news: News, for node: GatewayNode) async {
        await node.tellPeers(
            of: news.actor, UserPresence(what: news.isComing ? "on" : "off", userAgent: news.userAgent))
        guard !news.isComing else { return }
        // When the user was last seen is a courtesy.
        _ = try? await node.services.auth.updateAccount(
            UpdateAccountRequest(
                user: news.actor.user.rawValue, seenAt: news.happenedAt, userAgent: news.userAgent),
            as: news.actor)
    }
}
