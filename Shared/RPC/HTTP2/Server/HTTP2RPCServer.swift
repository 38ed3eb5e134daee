package import CoreMetrics
package import NIOCore
import NIOPosix
import Synchronization

/// Serves the calls of a router over HTTP/2, in gRPC's wire format.
package final class HTTP2RPCServer: Sendable {
    /// Puts handlers on the listening channel; runs on its event loop.
    package typealias ListenerPreparation = @Sendable (any Channel) throws -> Void

    private struct State {
        var connections: [ObjectIdentifier: NIOLoopBound<ServerConnection>] = [:]
        var channels: [ObjectIdentifier: any Channel] = [:]
        var isStopping = false
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let router: Mutex<RPCRouter>
    private let settings: HTTP2ConnectionSettings
    private let security: RPCServerSecurity
    private let prepareListener: ListenerPreparation
    private let state = Mutex(State())
    private let listener = Mutex<(any Channel)?>(nil)
    private let running = RunningCalls()
    private let meters: RefusalMeters

    /// Creates a server that does not listen yet.
    ///
    /// - Parameters:
    ///   - router: What is served.
    ///   - settings: How connections behave.
    ///   - security: How connections are protected.
    ///   - metrics: Where what is refused is counted, by ``RPCRefusal``.
    ///   - prepareListener: Puts handlers on the listening channel, such as one that waits when files run out.
    package init(
        _ router: RPCRouter, settings: HTTP2ConnectionSettings = HTTP2ConnectionSettings(),
        security: RPCServerSecurity = .plaintext, metrics: any MetricsFactory = MetricsSystem.factory,
        prepareListener: @escaping ListenerPreparation = { _ in }
    ) {
        self.router = Mutex(router)
        self.settings = settings
        self.security = security
        meters = RefusalMeters(metrics)
        self.prepareListener = prepareListener
    }

    /// Serves another router from now on, also to those who are connected; calls under way go on.
    package func serve(_ router: RPCRouter) {
        self.router.withLock { $0 = router }
    }

    /// Begins to listen.
    ///
    /// - Parameters:
    ///   - host: The address to listen at.
    ///   - port: 0 takes any free port.
    ///   - group: The event loops; the caller shuts them down, after the server.
    /// - Returns: The port.
    /// - Throws: When the address cannot be listened at.
    package func listen(
        host: String, port: Int, group: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton
    ) async throws -> Int {
        let channel = try await ServerBootstrap(group: group)
            .serverChannelOption(.backlog, value: 1024)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .serverChannelInitializer { [prepareListener] channel in
                channel.eventLoop.makeCompletedFuture { try prepareListener(channel) }
            }
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            .childChannelOption(.maxMessagesPerRead, value: 4)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture { try self.accept(channel) }
            }
            .bind(host: host, port: port).get()
        listener.withLock { $0 = channel }
        return channel.localAddress?.port ?? port
    }

    private func accept(_ channel: any Channel) throws {
        guard state.withLock({ $0.connections.count < settings.maxConnections }) else {
            meters.count(.tooManyConnections)
            channel.close(promise: nil)
            return
        }
        try security.prepare(channel)
        let role = ServerConnection(
            { self.router.withLock { $0 } }, settings: settings, peer: channel.remoteAddress?.ipAddress ?? "",
            eventLoop: channel.eventLoop, running: running, meters: meters)
        let preface = PrefaceHandler(timeout: settings.prefaceTimeout, meters: meters)
        let handler = HTTP2Connection(try HTTP2Session(.server, settings: settings.http2), role, settings: settings)
        try channel.pipeline.syncOperations.addHandlers(preface, handler)
        let id = ObjectIdentifier(channel)
        let isStopping = state.withLock { state in
            state.connections[id] = NIOLoopBound(role, eventLoop: channel.eventLoop)
            state.channels[id] = channel
            return state.isStopping
        }
        channel.closeFuture.whenComplete { _ in self.forget(id) }
        if isStopping { channel.close(promise: nil) }
    }

    private func forget(_ id: ObjectIdentifier) {
        let waiting = state.withLock { state -> [CheckedContinuation<Void, Never>] in
            state.connections[id] = nil
            state.channels[id] = nil
            guard state.connections.isEmpty else { return [] }
            defer { state.waiting.removeAll() }
            return state.waiting
        }
        for continuation in waiting { continuation.resume() }
    }

    /// Stops listening and drains: clients are asked to go elsewhere, calls under way are finished.
    ///
    /// - Parameter grace: How long calls may take; those still there then are cut.
    package func shutDown(grace: Duration) async {
        let listener = self.listener.withLock { listener in
            defer { listener = nil }
            return listener
        }
        // It may have been closed by the system just now.
        try? await listener?.close()
        let connections = state.withLock { state in
            state.isStopping = true
            return Array(state.connections.values)
        }
        for connection in connections {
            connection.eventLoop.execute { connection.value.drain() }
        }
        let patience = Task {
            try await Task.sleep(for: grace)
            for channel in self.state.withLock({ Array($0.channels.values) }) { channel.close(promise: nil) }
        }
        await waitForNoConnections()
        patience.cancel()
        await running.waitForNone()
    }

    private func waitForNoConnections() async {
        await withCheckedContinuation { continuation in
            let isDone = state.withLock { state in
                guard !state.connections.isEmpty else { return true }
                state.waiting.append(continuation)
                return false
            }
            if isDone { continuation.resume() }
        }
    }

    /// Serves until the task is cancelled, then drains.
    ///
    /// - Parameters:
    ///   - host: The address to listen at.
    ///   - port: 0 takes any free port.
    ///   - grace: How long calls may take after the cancellation.
    ///   - whenListening: Is told the port.
    /// - Throws: When the address cannot be listened at.
    package func run(
        host: String, port: Int, grace: Duration = .seconds(10),
        whenListening: @Sendable (Int) -> Void = { _ in }
    ) async throws {
        whenListening(try await listen(host: host, port: port))
        let (cancellation, continuation) = AsyncStream<Void>.makeStream()
        for await _ in cancellation {}
        continuation.finish()
        // A task of its own, because a cancelled one could not wait any more.
        await Task { await self.shutDown(grace: grace) }.value
    }
}
