import Chat
import Contracts
import EventLog
import Logging
import Metrics
import Presence
import RPC
import Synchronization
import Wire

/// Brings what happened to the gateways that hold somebody who is to hear of it.
///
/// A partition's batch is delivered to every node concerned before its position is committed, one call a node and
/// partition at a time: order is kept, and a slow node holds up only the partitions it takes part in.
final class Router: Sendable {
    /// The consumer group: every replica of the service is in it.
    static let group = "push-router"
    private static let timeout = Duration.seconds(2)
    private static let attempts = 3
    /// Topics of a partition whose last sequence is remembered; beyond it the memory is dropped whole.
    private static let topicsRemembered = 100_000

    private let audiences: AudienceBook
    private let presence: any Presence
    private let gateway: @Sendable (String) async -> GatewayStub?
    private let logger: Logger
    private let counts = Mutex(RouterStatus())
    /// The last sequence routed of each topic, by partition: what comes again after a retry is nobody's news.
    private let passed = Mutex<[Int: [String: Int64]]>([:])
    private let routed = Counter(label: "parley_push_routed_total")
    private let delivered = Counter(label: "parley_push_deliveries_total")
    private let failed = Counter(label: "parley_push_failed_deliveries_total")

    init(
        group: GroupStub, presence: any Presence, logger: Logger,
        gateway: @escaping @Sendable (String) async -> GatewayStub?
    ) {
        audiences = AudienceBook(group: group)
        self.presence = presence
        self.gateway = gateway
        self.logger = logger
    }

    /// How far the router is.
    var status: RouterStatus { counts.withLock { $0 } }

    func assigned(_ partition: Int) {
        counts.withLock { $0.partitions.append(Int32(partition)) }
    }

    func revoked(_ partition: Int) {
        counts.withLock { $0.partitions.removeAll { $0 == Int32(partition) } }
        passed.withLock { $0[partition] = nil }
    }

    // MARK: Messages

    func routeMessages(_ messages: [CommittedMessage], partition: Int) async throws {
        var batches: [NodeID: [Delivery]] = [:]
        var latest = passed.withLock { $0[partition] ?? [:] }
        for message in messages {
            guard let topic = message.message?.topic, let sequence = message.message?.sequence,
                sequence > latest[topic] ?? 0
            else { continue }
            latest[topic] = sequence
            let members = try await audiences.audience(of: topic).filter {
                AccessMode(mask: $0.mode).isSuperset(of: [.read, .presence])
            }
            try await spread(Delivery(message: message), topic: topic, to: members, in: &batches)
        }
        counts.withLock { $0.messagesRouted += Int64(messages.count) }
        await deliver(batches)
        let remembered = latest.count > Self.topicsRemembered ? [:] : latest
        passed.withLock { $0[partition] = remembered }
    }

    // MARK: Events

    func routeEvents(_ events: [Event]) async throws {
        var batches: [NodeID: [Delivery]] = [:]
        for event in events {
            if !event.topic.isEmpty {
                audiences.forget(event.topic)
            }
            try await spread(
                Delivery(event: event), topic: event.topic, to: try await recipients(of: event), in: &batches)
        }
        counts.withLock { $0.eventsRouted += Int64(events.count) }
        await deliver(batches)
    }

    private func recipients(of event: Event) async throws -> [AudienceMember] {
        if let changed = event.accountChanged {
            return [AudienceMember(user: changed.user)]
        }
        if let closed = event.accountClosed {
            return [AudienceMember(user: closed.user)]
        }
        var members = try await audiences.audience(of: event.topic)
        if event.accessChanged == nil, event.topicDeleted == nil {
            members.removeAll { !AccessMode(mask: $0.mode).contains(.join) }
        }
        // Somebody whose subscription has just ended is not among the audience, and is to know.
        if let user = event.accessChanged?.user, !members.contains(where: { $0.user == user }) {
            members.append(AudienceMember(user: user, isReader: event.accessChanged?.isReader ?? false))
        }
        return members
    }

    // MARK: Nodes

    private func spread(
        _ delivery: Delivery, topic: String, to members: [AudienceMember], in batches: inout [NodeID: [Delivery]]
    ) async throws {
        let users = members.compactMap { UserID(rawValue: $0.user)?.description }
        let interested: [[NodeID]]
        do {
            interested = try await presence.interested(in: [topic] + users)
        } catch {
            throw RPCStatus.unavailable()
        }
        var byNode: [NodeID: [Recipient]] = [:]
        for node in interested.first ?? [] {
            byNode[node] = []
        }
        for (member, nodes) in zip(members, interested.dropFirst()) {
            for node in nodes {
                byNode[node, default: []].append(
                    Recipient(user: member.user, mode: member.mode, isReader: member.isReader))
            }
        }
        if delivery.event?.accountClosed != nil {
            // The sessions of a closed account need not be attached to anything.
            for node in (try? await presence.nodes()) ?? [:] {
                byNode[node.key, default: []] += []
            }
        }
        for (node, recipients) in byNode {
            var delivery = delivery
            delivery.recipients = recipients
            batches[node, default: []].append(delivery)
        }
    }

    private func deliver(_ batches: [NodeID: [Delivery]]) async {
        await withDiscardingTaskGroup { group in
            for (node, deliveries) in batches {
                group.addTask { await self.deliver(deliveries, to: node) }
            }
        }
    }

    /// Delivers to one node. A node that does not take it has lost its sessions, or will find the gap by itself.
    private func deliver(_ deliveries: [Delivery], to node: NodeID) async {
        for _ in 1...Self.attempts {
            guard let stub = await gateway(node.rawValue) else { break }
            do {
                _ = try await stub.deliver(DeliverRequest(deliveries: deliveries), timeout: Self.timeout)
                routed.increment()
                delivered.increment(by: deliveries.count)
                counts.withLock { $0.deliveries += Int64(deliveries.count) }
                return
            } catch {
                logger.warning("a gateway does not take deliveries", metadata: ["node": "\(node)", "error": "\(error)"])
            }
        }
        failed.increment(by: deliveries.count)
        counts.withLock { $0.failedDeliveries += Int64(deliveries.count) }
    }
}
