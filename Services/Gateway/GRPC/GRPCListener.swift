package import Logging
import NIOCore
import NIOPosix
import ServiceHost
package import TLS
import Telemetry

/// The gRPC port.
///
/// `pbx.Node` is not built yet: every call is answered UNIMPLEMENTED, over HTTP/2 (RFC 9113) as gRPC clients expect it.
package struct GRPCListener: Sendable {
    private let channel: any Channel
    private let group: MultiThreadedEventLoopGroup

    /// Opens the port.
    ///
    /// - Throws: `StartError` when the address cannot be listened at.
    package init(
        host: String, port: Int, security: (any TLSContextSource)? = nil, logger: Logger
    ) async throws {
        group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let bootstrap = ServerBootstrap(group: group)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .serverChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try Telemetry.AcceptBackoffHandler.protect(channel, logger: logger)
                }
            }
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    if let security {
                        try channel.pipeline.syncOperations.addHandler(TLSHandler(security.current))
                    }
                    try channel.pipeline.syncOperations.addHandler(UnimplementedCallsHandler())
                }
            }
        do {
            channel = try await bootstrap.bind(host: host, port: port).get()
        } catch {
            throw StartError("cannot listen on \(host):\(port): \(error)")
        }
    }

    /// The port that is listened on.
    package var port: Int { channel.localAddress?.port ?? 0 }

    /// Serves until cancelled.
    package func run() async throws {
        let channel = channel
        try await withTaskCancellationHandler {
            try await channel.closeFuture.get()
        } onCancel: {
            channel.close(promise: nil)
        }
        try await group.shutdownGracefully()
    }
}
