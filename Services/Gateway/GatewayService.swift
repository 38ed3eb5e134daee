import Chat
import Contracts
package import Logging
import NIOCore
import NIOPosix
package import Presence
package import RPC
import ServiceHost
import Synchronization
import Wire

/// The gateway: the edge that clients connect to.
package final class GatewayService: Sendable {
    private let node: GatewayNode
    private let shards: [Shard]
    private let upkeep: NodeUpkeep
    private let server: EdgeServer
    private let streams: NodeService
    private let group: MultiThreadedEventLoopGroup

    /// How long sessions are given to go elsewhere when the gateway is shut down.
    private static let drainTime = Duration.milliseconds(200)
    /// How long requests under way may take once all sessions are closed.
    private static let grace = Duration.seconds(1)
    private static let lateness = Duration.seconds(5)

    /// Opens the client port, and takes its lease if presence is there.
    ///
    /// Without `files` requests about them are answered 501. Whoever opened them runs them.
    ///
    /// - Throws: `StartError` when the port cannot be had, `SettingsConflict` when there is no folder to serve.
    package init(
        settings: GatewaySettings, services: GatewayServices, presence: any Presence, files: GatewayFiles? = nil,
        logger: Logger, now: @escaping @Sendable () -> Int64
    ) async throws {
        // Best effort: what presence cannot be told now it is told by ``NodeUpkeep``.
        _ = try? await presence.renewLease(settings.node, address: settings.address, ttl: GatewaySettings.lease)
        let node = GatewayNode(
            settings: settings, services: services, presence: presence, files: files, logger: logger, now: now)
        let group = MultiThreadedEventLoopGroup(numberOfThreads: settings.shards)
        let loops = Array(group.makeIterator())
        let shards = loops.enumerated().map { Shard(index: $0, loop: $1, node: node) }
        self.node = node
        self.group = group
        self.shards = shards
        upkeep = NodeUpkeep(node, shards)
        let endpoint = files.map { files in
            FileEndpoint(files: files, auth: services.auth, work: node.work) { session in
                for shard in shards {
                    if let actor = await shard.actor(ofSession: session) { return actor }
                }
                return nil
            }
        }
        streams = NodeService(shards: shards, settings: settings, files: endpoint.map(FileCalls.init))
        var edge = EdgeSettings()
        edge.host = settings.host
        edge.port = settings.port
        edge.maxConnections = settings.connections
        edge.maxMessageSize = settings.messageSize
        edge.apiKeySalt = settings.apiKeySalt
        edge.security = settings.security
        edge.compression = settings.compresses ? CompressionPolicy() : nil
        edge.webRoot = settings.webRoot
        edge.now = now
        do {
            server = try await EdgeServer.start(edge, group: group, files: endpoint, logger: logger) { loop in
                let index = loops.firstIndex { $0 === loop } ?? 0
                return ShardSink(shard: shards[index], loop: loop)
            }
        } catch {
            if let error = error as? StaticFiles.NoFolder { throw SettingsConflict("gateway.static: \(error)") }
            throw StartError("cannot listen on \(settings.host):\(settings.port): \(error)")
        }
        node.servingPort.store(server.port ?? settings.port, ordering: .relaxed)
    }

    /// What the other services call on this node.
    package var rpc: any RPCService { GatewayHandler(shards: shards, upkeep: upkeep) }

    /// What gRPC clients call, on a port of its own: see ``GRPCListener``.
    package var clientRPC: any RPCService { streams }

    /// The client port.
    package var port: Int { server.port ?? node.settings.port }

    /// Serves until cancelled; then tells the sessions to go elsewhere, closes them, and ends the work for them.
    package func run() async {
        // Tasks of their own: the cancellation is to reach the work only when the sessions have been told.
        let work = Task { await node.work.run() }
        let background = Task {
            await withTaskGroup { group in
                group.addTask { await self.upkeep.run() }
                group.addTask { await self.watchPublishes() }
                group.addTask { await self.node.plugins.run() }
            }
        }
        let news = Task { await node.news.run(for: node) }
        let (cancellation, continuation) = AsyncStream<Never>.makeStream()
        for await _ in cancellation {}
        continuation.finish()
        await Task { await shutDown(work, news, background) }.value
    }

    private func shutDown(
        _ work: Task<Void, Never>, _ news: Task<Void, Never>, _ background: Task<Void, Never>
    ) async {
        await server.stopAccepting()
        await streams.dismissAll()
        await server.closeConnections(.serviceRestart, reason: "restarting", over: Self.drainTime)
        await server.shutdown()
        node.work.close()
        await Self.wait(for: work)
        node.news.close()
        await Self.wait(for: news)
        await Self.wait(for: Task { await node.news.tellRest(for: node) })
        background.cancel()
        await background.value
        // A lease that cannot be given back ends by itself.
        try? await node.presence.releaseLease(node.id)
    }

    /// Waits for the end of work, which is cancelled when its time is over.
    private static func wait(for work: Task<Void, Never>) async {
        let patience = Task {
            try await Task.sleep(for: grace)
            work.cancel()
        }
        await work.value
        patience.cancel()
    }

    deinit {
        // Only now: as long as the gateway is there, somebody may call it, and whoever waits for a loop that has ended
        // waits for ever.
        server.forsake()
        group.shutdownGracefully { _ in }
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
