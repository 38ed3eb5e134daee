import Logging
import NIOCore

/// What is published to this process: one connection that listens, and the queues of those who want to hear.
final class RedisBus: Sendable {
    private let link: RedisLink
    private let local: Bus
    private let prefix: String

    /// Makes a bus without subscribers, and begins to connect.
    ///
    /// - Parameters:
    ///   - address: Where the server is.
    ///   - settings: The bounds.
    ///   - eventLoop: Where the connection lives.
    ///   - logger: Is told when the server is lost and found.
    init(
        _ address: RedisAddress, _ settings: RedisPresence.Settings, eventLoop: any EventLoop, logger: Logger
    ) {
        let local = Bus(
            maximumCount: settings.payloadsPerSubscriber, maximumBytes: settings.bytesPerSubscriber)
        let prefix = settings.prefix + "bus:"
        var plan = RedisLinkPlan("bus", address, settings)
        plan.whenPushed = { Self.deliver($0, to: local, prefix: prefix) }
        plan.whenReady = {
            let nodes = local.nodes
            return nodes.isEmpty
                ? nil : try? RedisBatch(nodes.map { RedisCommand("SUBSCRIBE", prefix + $0.rawValue) })
        }
        self.local = local
        self.prefix = prefix
        link = RedisLink(plan, eventLoop: eventLoop, logger: logger)
        link.start()
    }

    /// Whether the connection is there now.
    var isReady: Bool { link.isReady }

    /// How many payloads were dropped because a subscriber was slow.
    var dropped: Int { local.dropped }

    /// How many subscribers there are.
    var subscribers: Int { local.subscribers }

    /// Where payloads for a node are published.
    func channel(of node: NodeID) -> String { prefix + node.rawValue }

    /// Ends the connection.
    func close() {
        link.close()
    }

    /// Listens for the payloads of a node; when this returns, Redis knows it.
    ///
    /// The subscription outlives the connection: the next one listens for the same.
    ///
    /// - Parameters:
    ///   - node: Whose payloads.
    ///   - gate: Bounds what is on its way.
    /// - Returns: What holds the place.
    /// - Throws: ``PresenceError/unavailable``.
    func subscribe(_ node: NodeID, gate: RedisGate) async throws(PresenceError) -> BusSubscription {
        let channel = channel(of: node)
        let subscription = local.subscribe(node) { [weak link, local] in
            link?.post {
                // Whoever came meanwhile still needs it, or says so himself after this.
                local.hasSubscribers(node) ? nil : try? RedisBatch([RedisCommand("UNSUBSCRIBE", channel)])
            }
        }
        // Said each time, though one would do: the reply tells that Redis listens by now.
        let replies = try await link.replies(to: RedisBatch([RedisCommand("SUBSCRIBE", channel)]), gate: gate)
        guard replies.first?.parts != nil else { throw .unavailable }
        return subscription
    }

    /// Takes a payload out of what was received; false if it is a reply.
    private static func deliver(_ value: RedisValue, to local: Bus, prefix: String) -> Bool {
        guard case .array(let parts) = value, parts.count == 3, parts[0].text == "message" else { return false }
        guard let channel = parts[1].text, channel.hasPrefix(prefix), case .bytes(let payload) = parts[2] else {
            return true
        }
        local.publish(payload, to: [NodeID(String(channel.dropFirst(prefix.count)))])
        return true
    }
}
