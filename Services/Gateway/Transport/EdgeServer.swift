package import Logging
package import NIOCore
package import NIOPosix
internal import Synchronization
internal import Telemetry

/// The client port: listens, and makes connections into WebSockets that the sinks of their event loops serve.
///
/// It keeps listening: errors in accepting are logged and waited out, and a listening socket that the system closes is
/// opened again.
package final class EdgeServer: Sendable {
    private struct State {
        var listener: (any Channel)?
        var isStopping = false
    }

    private static let rebindDelay = TimeAmount.seconds(1)

    private let connections: EdgeChannelInitializer
    private let loops: [NIOLoopBound<ConnectionLoop>]
    private let bootstrap: @Sendable () -> ServerBootstrap
    private let logger: Logger
    private let state = Mutex(State())

    private init(
        connections: EdgeChannelInitializer, loops: [NIOLoopBound<ConnectionLoop>], logger: Logger,
        bootstrap: @escaping @Sendable () -> ServerBootstrap
    ) {
        self.connections = connections
        self.loops = loops
        self.logger = logger
        self.bootstrap = bootstrap
    }

    /// Opens the port.
    ///
    /// - Parameters:
    ///   - settings: How the port behaves.
    ///   - group: The event loops; each gets a sink of its own. The caller shuts them down, after the server.
    ///   - logger: Where errors in accepting go.
    ///   - sinks: Makes the sink of a loop; called once for each, on it.
    /// - Returns: The server, listening.
    /// - Throws: When the address cannot be listened at, or there is no folder to serve.
    package static func start(
        _ settings: EdgeSettings, group: MultiThreadedEventLoopGroup, logger: Logger,
        sinks: @escaping @Sendable (any EventLoop) -> any ConnectionSink
    ) async throws -> EdgeServer {
        try await start(settings, group: group, files: nil, logger: logger, sinks: sinks)
    }

    /// Opens the port, with what serves uploaded files; otherwise as above.
    static func start(
        _ settings: EdgeSettings, group: MultiThreadedEventLoopGroup, files: FileEndpoint?, logger: Logger,
        sinks: @escaping @Sendable (any EventLoop) -> any ConnectionSink
    ) async throws -> EdgeServer {
        let (meters, polls) = (EdgeMeters(), ConnectionCount())
        var loops: [NIOLoopBound<ConnectionLoop>] = []
        let webRoot = try settings.webRoot.map { folder throws(StaticFiles.NoFolder) in try StaticFiles(folder) }
        for (index, eventLoop) in group.makeIterator().enumerated() {
            let loop = eventLoop.submit {
                let loop = ConnectionLoop(
                    eventLoop: eventLoop, settings: settings, meters: meters, sink: sinks(eventLoop), polls: polls,
                    files: files, webRoot: webRoot, index: index)
                loop.start()
                return NIOLoopBound(loop, eventLoop: eventLoop)
            }
            loops.append(try await loop.get())
        }
        let connections = EdgeChannelInitializer(settings: settings, loops: loops, meters: meters)
        let server = EdgeServer(connections: connections, loops: loops, logger: logger) {
            ServerBootstrap(group: group)
                .serverChannelOption(.backlog, value: settings.backlog)
                .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
                .serverChannelInitializer { channel in
                    channel.eventLoop.makeCompletedFuture {
                        // NIO's handler of that name delays only the read after a success, so it would spin.
                        try Telemetry.AcceptBackoffHandler.protect(channel, logger: logger)
                    }
                }
                .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
                .childChannelOption(.recvAllocator, value: EdgeChannelInitializer.receiveAllocator)
                .childChannelInitializer(connections.initialize)
        }
        do {
            server.listen(with: try await server.bootstrap().bind(host: settings.host, port: settings.port).get())
        } catch {
            await server.shutdown()
            throw error
        }
        return server
    }

    /// The channel that listens at present; nil once the server has stopped accepting.
    var listener: (any Channel)? { state.withLock(\.listener) }

    /// Where the server listens; nil once it has stopped accepting.
    var address: SocketAddress? { listener?.localAddress }

    /// The port that the server listens on; nil once it has stopped accepting.
    package var port: Int? { address?.port }

    /// How many connections there are, those included that are not WebSockets yet.
    var connectionCount: Int { connections.count }

    /// Takes the end of the listening socket for good: the event loops are about to end.
    func forsake() {
        state.withLock { $0.isStopping = true }
    }

    /// Lets nobody in any more.
    func stopAccepting() async {
        let listener = state.withLock { state in
            state.isStopping = true
            defer { state.listener = nil }
            return state.listener
        }
        // It may have been closed by the system just now.
        try? await listener?.close()
    }

    /// Says goodbye to all WebSockets, evenly over a time.
    ///
    /// - Parameters:
    ///   - code: Why.
    ///   - reason: For people.
    ///   - time: How long it may take; zero for at once.
    func closeConnections(
        _ code: WebSocketCloseCode = .serviceRestart, reason: String = "", over time: Duration = .zero
    ) async {
        let goodbyes = loops.map { loop in
            loop.eventLoop.flatSubmit { loop.value.closeAll(code, reason: reason, over: time) }
        }
        for goodbye in goodbyes {
            // It fails only with the event loop, and its connections then.
            try? await goodbye.get()
        }
    }

    /// Lets nobody in and cuts all WebSockets; those who were not told goodbye before are not told now.
    package func shutdown() async {
        await stopAccepting()
        for loop in loops {
            let stopped = loop.eventLoop.submit {
                loop.value.stop()
                for connection in loop.value.connections { connection.disconnect() }
            }
            try? await stopped.get()
        }
    }

    /// Takes a listening channel over, and sees to it that there is another one if it closes by itself.
    private func listen(with listener: any Channel) {
        let isStopping = state.withLock { state in
            if !state.isStopping { state.listener = listener }
            return state.isStopping
        }
        guard !isStopping else {
            listener.close(promise: nil)
            return
        }
        guard let address = listener.localAddress else { return }
        listener.closeFuture.whenComplete { _ in
            self.listenAgain(at: address, on: listener.eventLoop)
        }
    }

    private func listenAgain(at address: SocketAddress, on eventLoop: any EventLoop) {
        guard !state.withLock(\.isStopping) else { return }
        logger.error("the listening socket is closed; opening it again", metadata: .fields([.address: "\(address)"]))
        eventLoop.scheduleTask(in: Self.rebindDelay) {
            guard !self.state.withLock(\.isStopping) else { return }
            self.bootstrap().bind(to: address).whenComplete { result in
                switch result {
                case .success(let listener): self.listen(with: listener)
                case .failure: self.listenAgain(at: address, on: eventLoop)
                }
            }
        }
    }
}
