import Chat
import Contracts
package import Logging
import NIOCore
import NIOPosix
package import Presence
package import RPC
import Wire

/// The gateway: the edge that clients connect to.
package final class GatewayService: Sendable {
    private let node: GatewayNode
    private let shards: [Shard]
    private let server: EdgeServer
    private let group: MultiThreadedEventLoopGroup

    /// How long sessions are given to go elsewhere when the gateway is shut down.
    private static let drainTime = Duration.milliseconds(200)
    private static let renewal = Duration.seconds(5)
    private static let lateness = Duration.seconds(5)

    /// Takes its lease and opens the client port.
    ///
    /// - Throws: what listening throws, and `PresenceError` when the lease cannot be had.
    package init(
        settings: GatewaySettings, services: GatewayServices, presence: any Presence, logger: Logger,
        now: @escaping @Sendable () -> Int64
    ) async throws {
        try await presence.renewLease(settings.node, address: settings.address, ttl: GatewaySettings.lease)
        let node = GatewayNode(
            settings: settings, services: services, presence: presence, logger: logger, now: now)
        let group = MultiThreadedEventLoopGroup(numberOfThreads: settings.shards)
        let loops = Array(group.makeIterator())
        let shards = loops.enumerated().map { Shard(index: $0, loop: $1, node: node) }
        self.node = node
        self.group = group
        self.shards = shards
        var edge = EdgeSettings()
        edge.host = settings.host
        edge.port = settings.port
        edge.maxConnections = settings.connections
        edge.maxMessageSize = settings.messageSize
        server = try await EdgeServer.start(edge, group: group, logger: logger) { loop in
            let index = loops.firstIndex { $0 === loop } ?? 0
            return ShardSink(shard: shards[index], loop: loop)
        }
    }

    /// What the other services call on this node.
    package var rpc: any RPCService { GatewayHandler(shards: shards) }

    /// The client port.
    package var port: Int { server.port ?? node.settings.port }

    /// Serves until cancelled; then tells the sessions to go elsewhere and closes.
    package func run() async throws {
        let bus = try await node.presence.subscribe(node.id)
        await withTaskGroup { group in
            group.addTask { await self.node.work.run() }
            group.addTask { await self.listen(to: bus) }
            group.addTask { await self.keepLease() }
            group.addTask { await self.watchPublishes() }
            await group.waitForAll()
        }
        await shutDown()
    }

    private func shutDown() async {
        await server.stopAccepting()
        await server.closeConnections(.serviceRestart, reason: "restarting", over: Self.drainTime)
        await server.shutdown()
        node.work.close()
        // A lease that cannot be given back ends by itself.
        try? await node.presence.releaseLease(node.id)
        try? await group.shutdownGracefully()
    }

    private func listen(to bus: AsyncStream<[UInt8]>) async {
        for await payload in bus {
            guard let event = try? Ephemeral(decoding: payload) else { continue }
            for shard in shards {
                await shard.deliver([.ephemeral(event)])
            }
        }
    }

    /// Renews the lease, and tells everything again when it had been lost.
    private func keepLease() async {
        while !Task.isCancelled {
            do {
                let renewal = try await node.presence.renewLease(
                    node.id, address: node.settings.address, ttl: GatewaySettings.lease)
                if renewal == .started {
                    try await node.interest.tellAgain()
                }
            } catch {
                node.logger.warning("the lease cannot be renewed", metadata: ["error": "\(error)"])
            }
            try? await Task.sleep(for: Self.renewal)
        }
    }

    private func watchPublishes() async {
        while !Task.isCancelled {
            try? await Task.sleep(for: Self.lateness)
            for shard in shards {
                await shard.giveUpLatePublishes()
            }
        }
    }
}
