import Chat
import Contracts
package import Logging
import NIOCore
import NIOPosix
package import Presence
package import RPC
import ServiceHost
import Wire

/// The gateway: the edge that clients connect to.
package final class GatewayService: Sendable {
    private let node: GatewayNode
    private let shards: [Shard]
    private let server: EdgeServer
    private let group: MultiThreadedEventLoopGroup

    /// How long sessions are given to go elsewhere when the gateway is shut down.
    private static let drainTime = Duration.milliseconds(200)
    /// How long requests under way may take once all sessions are closed.
    private static let grace = Duration.seconds(1)
    private static let renewal = Duration.seconds(5)
    private static let lateness = Duration.seconds(5)

    /// Opens the client port, and takes its lease if presence is there.
    ///
    /// - Throws: `StartError` when the port cannot be had.
    package init(
        settings: GatewaySettings, services: GatewayServices, presence: any Presence, logger: Logger,
        now: @escaping @Sendable () -> Int64
    ) async throws {
        // Best effort: what presence cannot be told now it is told by ``keepLease()``.
        _ = try? await presence.renewLease(settings.node, address: settings.address, ttl: GatewaySettings.lease)
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
        edge.apiKeySalt = settings.apiKeySalt
        edge.security = settings.security
        do {
            server = try await EdgeServer.start(edge, group: group, logger: logger) { loop in
                let index = loops.firstIndex { $0 === loop } ?? 0
                return ShardSink(shard: shards[index], loop: loop)
            }
        } catch {
            throw StartError("cannot listen on \(settings.host):\(settings.port): \(error)")
        }
    }

    /// What the other services call on this node.
    package var rpc: any RPCService { GatewayHandler(shards: shards) }

    /// The client port.
    package var port: Int { server.port ?? node.settings.port }

    /// Serves until cancelled; then tells the sessions to go elsewhere, closes them, and ends the work for them.
    ///
    /// - Throws: `PresenceError` when the bus cannot be listened to at the start.
    package func run() async throws {
        let bus = try await node.presence.subscribe(node.id)
        // Tasks of their own: the cancellation is to reach the work only when the sessions have been told.
        let work = Task { await node.work.run() }
        let upkeep = Task {
            await withTaskGroup { group in
                group.addTask { await self.listen(to: bus) }
                group.addTask { await self.keepLease() }
                group.addTask { await self.watchPublishes() }
            }
        }
        let (cancellation, continuation) = AsyncStream<Never>.makeStream()
        for await _ in cancellation {}
        continuation.finish()
        await Task { await shutDown(work, upkeep) }.value
    }

    private func shutDown(_ work: Task<Void, Never>, _ upkeep: Task<Void, Never>) async {
        await server.stopAccepting()
        await server.closeConnections(.serviceRestart, reason: "restarting", over: Self.drainTime)
        await server.shutdown()
        node.work.close()
        let patience = Task {
            try await Task.sleep(for: Self.grace)
            work.cancel()
        }
        await work.value
        patience.cancel()
        upkeep.cancel()
        await upkeep.value
        // A lease that cannot be given back ends by itself.
        try? await node.presence.releaseLease(node.id)
    }

    deinit {
        // Only now: as long as the gateway is there, somebody may call it, and whoever waits for a loop that has ended
        // waits for ever.
        server.forsake()
        group.shutdownGracefully { _ in }
    }

    private func listen(to bus: AsyncStream<[UInt8]>) async {
        for await payload in bus {
            guard let event = try? Ephemeral(decoding: payload) else { continue }
            for shard in shards {
                await shard.deliver([.ephemeral(event)])
            }
        }
    }

    /// Renews the lease, and tells the table what it lost or could not be told.
    private func keepLease() async {
        while !Task.isCancelled {
            do {
                let renewal = try await node.presence.renewLease(
                    node.id, address: node.settings.address, ttl: GatewaySettings.lease)
                let isBehind = await node.interest.isBehind
                if renewal == .started || isBehind {
                    try await node.interest.tellAgain()
                    // What was published before the table knew went past this node.
                    for shard in shards {
                        await shard.catchUp()
                    }
                }
                try await tellOfLost()
            } catch {
                node.logger.warning("the lease cannot be renewed", metadata: ["error": "\(error)"])
            }
            try? await Task.sleep(for: Self.renewal)
        }
    }

    /// Tells whom it concerns that those are gone who were on a node that was lost.
    private func tellOfLost() async throws {
        while true {
            let keys = try await node.presence.takeAbandoned()
            guard !keys.isEmpty else { return }
            for key in keys where await !node.isOnline(key) {
                await node.tellOfLost(key)
            }
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
