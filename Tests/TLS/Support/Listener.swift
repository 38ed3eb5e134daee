import NIOCore
import NIOPosix
import TLS

/// A server on loopback, whose ends of connections a test looks at.
struct Listener {
    private let channel: any Channel
    private let ends: AsyncStream<End>

    /// Listens at any free port.
    ///
    /// - Parameters:
    ///   - source: Where connections get their certificates from.
    ///   - echoes: Whether what comes is sent back; else the test gets it.
    /// - Throws: When the system gives no port.
    init(_ source: any TLSContextSource, echoes: Bool = false) async throws {
        let (ends, continuation) = AsyncStream.makeStream(of: End.self)
        self.ends = ends
        channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let handler = try TLSHandler(source.current)
                    continuation.yield(try End(channel, handler, echoes: echoes))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
    }

    var port: Int { channel.localAddress?.port ?? 0 }

    /// The server's end of the next connection.
    func accept() async throws -> End {
        for await end in ends { return end }
        throw CancellationError()
    }

    /// Connects to it.
    func connect(_ context: TLSContext, peerName: PeerNamePolicy? = nil) async throws -> End {
        try await End.connect(to: port, context, peerName: peerName)
    }

    /// Connects without TLS.
    func connectPlainly() async throws -> End {
        try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture { try End(channel, nil, echoes: false) }
            }
    }

    /// Listens no more; connections stay.
    func close() async {
        try? await channel.close()
    }
}

extension End {
    /// Connects to a port of this machine.
    static func connect(to port: Int, _ context: TLSContext, peerName: PeerNamePolicy? = nil) async throws -> End {
        try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try End(channel, try TLSHandler(context, peerName: peerName), echoes: false)
                }
            }
    }

    /// Puts handlers on a new channel, on its event loop.
    init(_ channel: any Channel, _ handler: TLSHandler?, echoes: Bool) throws {
        let (events, continuation) = AsyncStream.makeStream(of: Event.self)
        let pipeline = channel.pipeline.syncOperations
        if let handler { try pipeline.addHandler(handler) }
        try pipeline.addHandler(Recorder(continuation, echoes: echoes))
        self.init(channel: channel, events: events)
    }
}
