import Chat
import Contracts
import EventLog
import Logging
import Wire

/// Tells the auth service, which keeps all aliases, which of them topics have got and given up.
///
/// It follows the topics' own events, so that nothing is forgotten when the service ends between a change and the telling.
/// What it tells is how the topic is by then: telling it twice, or late, does no harm.
struct AliasFollower: LogProcessor {
    /// The consumer group of all replicas.
    static let group = "group-aliases"

    let store: any GroupStore
    let auth: AuthStub
    let logger: Logger
    let now: @Sendable () -> Int64

    func process(_ batch: [ConsumedRecord], partition: Int) async throws {
        for (index, record) in batch.enumerated() {
            guard let event = try? Event(decoding: record.value) else {
                throw PoisonRecord(index: index, reason: "unreadable event")
            }
            guard let topic = TopicID(event.topic), case .group = topic else { continue }
            if event.topicChanged?.tags == true || event.topicDeleted != nil {
                try await settle(topic, event)
            } else if event.topicCreated != nil {
                try await settle(topic, event, isNew: true)
            }
        }
    }

    private func settle(_ topic: TopicID, _ event: Event, isNew: Bool = false) async throws {
        let record = try await store.read(topic, users: []).topic
        let aliases = (record?.isLiving == true ? record?.tags ?? [] : []).filter(Tag.isAlias)
        // Most groups are made without.
        guard !isNew || !aliases.isEmpty else { return }
        let reply = try await auth.settleAliases(SettleAliasesRequest(topic: "\(topic)", aliases: aliases))
        let lost = Set(reply.lost)
        guard !lost.isEmpty, let owner = record?.owner ?? UserID(rawValue: event.actor) else { return }
        _ = try await store.change(topic, users: [], actor: Actor(user: owner), now: now()) { snapshot in
            guard let tags = snapshot.topic?.tags, !lost.isDisjoint(with: tags) else { return }
            snapshot.topic?.tags = tags.filter { !lost.contains($0) }
            snapshot.events.append(.tags)
        }
        logger.notice("a topic gave up an alias that somebody else has", metadata: ["topic": "\(topic)"])
    }
}
