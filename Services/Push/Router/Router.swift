import Chat
import Contracts
import Logging
import Presence
import RPC
import Synchronization

/// Brings what happened to the gateways that hold somebody who is to hear of it.
///
/// A partition's batch is delivered to every node concerned before its position is committed, one call a node and
/// partition at a time: order is kept, and a slow node holds up only the partitions it takes part in.
final class Router: Sendable {
    /// The consumer group: every replica of the service is in it.
    static let group = "push-router"

    /// Members of a topic who are told on `me` while it is not known where they are.
    private static let blindAudience = 1000
    /// Users after whom no further topic's are asked for with them.
    private static let usersAtOnce = 10_000
    private static let watchInterval = Duration.seconds(1)

    private let audiences: AudienceBook
    private let presence: any Presence
    private let nodes: NodeDelivery
    private let sequences = RoutedSequences()
    private let counts = Mutex(RouterStatus())
    private let crier: Crier
    private let fleet: Fleet

    /// - Parameters:
    ///   - group: Says who is to hear of what.
    ///   - presence: Says where they are.
    ///   - logger: Is told of gateways that do not take deliveries.
    ///   - clock: Measures how long audiences are remembered, and the pauses between attempts.
    ///   - gateway: Finds the way to a gateway node; nil when it is gone.
    init(
        group: GroupStub, presence: any Presence, logger: Logger, clock: some Clock<Duration>,
        gateway: @escaping @Sendable (String) async -> GatewayStub?
    ) {
        audiences = AudienceBook(group: group, clock: clock)
        nodes = NodeDelivery(logger: logger, clock: clock, gateway: gateway)
        fleet = Fleet(presence: presence)
        crier = Crier(group: group, presence: presence, nodes: nodes, clock: clock)
        self.presence = presence
    }

    /// How far the router is.
    var status: RouterStatus { counts.withLock { $0 } }

    func assigned(_ partition: Int) {
        counts.withLock { $0.partitions.append(Int32(partition)) }
        // Whoever had the partition before may have given a node up, and nobody else knows.
        fleet.allMayHaveMissed()
    }

    func revoked(_ partition: Int) {
        counts.withLock { $0.partitions.removeAll { $0 == Int32(partition) } }
        sequences.forget(partition)
    }

    // MARK: Messages

    /// Routes a partition's messages; when it returns, every gateway has its share or is given up.
    func routeMessages(_ messages: [CommittedMessage], partition: Int) async throws {
        let news = sequences.news(in: messages, partition: partition)
        var listeners: [String: [AudienceMember]] = [:]
        var crowds: Set<String> = []
        // In closures: an optional chain of key paths is made anew at each call.
        for topic in Set(news.compactMap { $0.message?.topic }) {
            let audience = try await audiences.audience(of: topic)
            if audience == .crowd { crowds.insert(topic) }
            listeners[topic] = audience.listeners([.read, .presence])
        }
        // Asked once: every message of the batch was stored before this, so that a node whose interest comes later finds
        // them in the head that it reads.
        let shares = try await recipients(of: listeners)
        var batches: [NodeID: [Delivery]] = [:]
        for message in news {
            guard let topic = message.message?.topic else { continue }
            for (node, recipients) in shares[topic] ?? [:] {
                batches[node, default: []].append(Delivery(message: message, recipients: recipients))
            }
        }
        try await deliver(batches)
        for message in news where message.message.map({ crowds.contains($0.topic) }) == true {
            crier.cry(Delivery(message: message))
        }
        for message in news.compactMap(\.message) {
            sequences.routed(message.topic, message.sequence, partition: partition)
        }
        counts.withLock { $0.messagesRouted += Int64(messages.count) }
    }

    // MARK: Events

    /// Routes events; when it returns, every gateway has its share or is given up.
    func routeEvents(_ events: [Event]) async throws {
        var batches: [NodeID: [Delivery]] = [:]
        var cried: [Event] = []
        for event in events {
            audiences.follow(event)
            let (concerned, isCrowd) = try await members(concernedBy: event)
            if isCrowd { cried.append(event) }
            var share = try await recipients(of: [event.topic: concerned])[event.topic] ?? [:]
            if event.accountClosed != nil {
                // The sessions of a closed account need not be attached to anything.
                await fleet.refresh()
                for node in fleet.nodes {
                    share[node, default: []] += []
                }
            }
            for (node, recipients) in share {
                batches[node, default: []].append(Delivery(event: event, recipients: recipients))
            }
        }
        try await deliver(batches)
        for event in cried { crier.cry(Delivery(event: event)) }
        counts.withLock { $0.eventsRouted += Int64(events.count) }
    }

    /// Whom an event is told at once, and whether there are more who are to be told in time.
    private func members(concernedBy event: Event) async throws -> (members: [AudienceMember], isCrowd: Bool) {
        if let changed = event.accountChanged {
            return ([AudienceMember(user: changed.user)], false)
        }
        if let closed = event.accountClosed {
            return ([AudienceMember(user: closed.user)], false)
        }
        let audience = try await audiences.audience(of: event.topic)
        var members = audience.listeners(event.accessChanged == nil && event.topicDeleted == nil ? .join : .none)
        let isCrowd = audience == .crowd
        if isCrowd, event.accessChanged != nil {
            members = try await audiences.administrators(of: event.topic)
        } else if isCrowd, let own = event.topicChanged?.privateOf ?? event.messagesDeleted?.user, own != 0 {
            members = [try await audiences.member(own, of: event.topic)]
        }
        // Somebody whose subscription has just ended is not among the audience, and is to know.
        if let user = event.accessChanged?.user, !members.contains(where: { $0.user == user }) {
            members.append(AudienceMember(user: user, isReader: event.accessChanged?.isReader ?? false))
        }
        return (members, isCrowd)
    }

    // MARK: Nodes

    /// The nodes that are to hear of each topic, each with those of the members who have a session there.
    private func recipients(
        of audiences: [String: [AudienceMember]]
    ) async throws -> [String: [NodeID: [Recipient]]] {
        var shares: [String: [NodeID: [Recipient]]] = [:]
        var rest = Array(audiences)[...]
        while !rest.isEmpty {
            var asked = 0
            let part = rest.prefix { _, members in
                defer { asked += members.count + 1 }
                return asked < Self.usersAtOnce
            }
            rest = rest.dropFirst(part.count)
            shares.merge(try await recipients(of: part)) { $1 }
        }
        return shares
    }

    private func recipients(
        of audiences: ArraySlice<(key: String, value: [AudienceMember])>
    ) async throws -> [(String, [NodeID: [Recipient]])] {
        let keys = audiences.flatMap { topic, members in
            [topic] + members.map { UserID(rawValue: $0.user)?.description ?? "" }
        }
        var interested: ArraySlice<[NodeID]>
        do {
            interested = try await presence.interested(in: keys)[...]
        } catch {
            return try audiences.map { topic, members in (topic, try everywhere(members)) }
        }
        return audiences.map { topic, members in
            var byNode: [NodeID: [Recipient]] = [:]
            for node in interested.popFirst() ?? [] {
                byNode[node] = []
            }
            for (member, nodes) in zip(members, interested) {
                for node in nodes {
                    byNode[node, default: []].append(
                        Recipient(user: member.user, mode: member.mode, isReader: member.isReader))
                }
            }
            interested = interested.dropFirst(members.count)
            return (topic, byNode)
        }
    }

    /// While presence cannot be asked: every node that was there, which knows by itself who is attached.
    ///
    /// - Throws: `unavailable` when no node was ever heard of.
    private func everywhere(_ members: [AudienceMember]) throws(RPCStatus) -> [NodeID: [Recipient]] {
        guard !fleet.nodes.isEmpty else { throw .unavailable() }
        let recipients =
            members.count > Self.blindAudience
            ? []
            : members.map { Recipient(user: $0.user, mode: $0.mode, isReader: $0.isReader) }
        return Dictionary(uniqueKeysWithValues: fleet.nodes.map { ($0, recipients) })
    }

    /// Keeps up with the nodes that there are, and has those look for what they missed that did not take deliveries;
    /// until cancelled.
    func watchNodes() async {
        while !Task.isCancelled {
            await fleet.refresh()
            for node in fleet.behind {
                // Before it is told: it may miss something again while it is.
                fleet.isTold(node)
                if await !nodes.tellOfLoss(node) { fleet.mayHaveMissed(node) }
            }
            try? await Task.sleep(for: Self.watchInterval)
        }
    }

    /// Tells the members of crowds; until cancelled.
    func tellCrowds() async {
        await crier.run()
    }

    private func deliver(_ batches: [NodeID: [Delivery]]) async throws {
        // No task of its own for a node that nothing goes beside.
        if let (node, deliveries) = batches.first, batches.count == 1 { return try await deliver(deliveries, to: node) }
        try await withThrowingTaskGroup { group in
            for (node, deliveries) in batches {
                group.addTask { try await self.deliver(deliveries, to: node) }
            }
            try await group.waitForAll()
        }
    }

    private func deliver(_ deliveries: [Delivery], to node: NodeID) async throws {
        let outcome = try await nodes.deliver(deliveries, to: node)
        if outcome.failed > 0 { fleet.mayHaveMissed(node) }
        counts.withLock {
            $0.deliveries += Int64(outcome.delivered)
            $0.failedDeliveries += Int64(outcome.failed)
        }
    }
}

extension Audience {
    /// Those with these permissions; of a crowd nobody.
    fileprivate func listeners(_ mode: AccessMode) -> [AudienceMember] {
        guard case .members(let members) = self else { return [] }
        return members.filter { AccessMode(mask: $0.mode).isSuperset(of: mode) }
    }
}
