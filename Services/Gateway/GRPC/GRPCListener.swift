package import Logging
import NIOCore
import NIOPosix
package import RPC
import ServiceHost
package import TLS
import Telemetry

/// The port of gRPC clients.
package struct GRPCListener: Sendable {
    /// Where it listens; 0 if it was told to take any port and has not.
    package let port: Int
    private let server: HTTP2RPCServer
    private let group: MultiThreadedEventLoopGroup

    /// How long calls may take once the port is closed; their sessions are told before.
    private static let grace = Duration.seconds(1)

    /// Opens the port.
    ///
    /// - Parameters:
    ///   - host: The address to listen at.
    ///   - port: 0 takes any free port.
    ///   - service: What is served.
    ///   - security: What protects connections; nil for nothing.
    ///   - logger: Where errors in accepting go.
    /// - Throws: `StartError` when the address cannot be listened at.
    package init(
        host: String, port: Int, service: any RPCService, security: (any TLSContextSource)? = nil, logger: Logger
    ) async throws {
        var settings = HTTP2ConnectionSettings()
        settings.maxMessageSize = NodeService.maxMessageSize
        settings.keepAliveInterval = .seconds(60)
        settings.keepAliveTimeout = .seconds(20)
        group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        server = HTTP2RPCServer(
            RPCRouter([service]), settings: settings, security: security.map { RPCServerSecurity.tls($0) } ?? .plaintext
        ) { channel in
            try Telemetry.AcceptBackoffHandler.protect(channel, logger: logger)
        }
        do {
            self.port = try await server.listen(host: host, port: port, group: group)
        } catch {
            try? await group.shutdownGracefully()
            throw StartError("cannot listen on \(host):\(port): \(error)")
        }
    }

    /// Serves until cancelled.
    package func run() async throws {
        let (cancellation, continuation) = AsyncStream<Never>.makeStream()
        for await _ in cancellation {}
        continuation.finish()
        // A task of its own, because a cancelled one could not wait any more.
        try await Task {
            await server.shutDown(grace: Self.grace)
            try await group.shutdownGracefully()
        }.value
    }
}
