package import Logging
import NIOCore
import NIOPosix

/// The gRPC port.
///
/// `pbx.Node` is not built yet: every call is answered UNIMPLEMENTED, over HTTP/2 (RFC 9113) as gRPC clients expect it.
package struct GRPCListener: Sendable {
    private let channel: any Channel
    private let group: MultiThreadedEventLoopGroup

    /// Opens the port.
    ///
    /// - Throws: what listening throws.
    package init(host: String, port: Int, logger: Logger) async throws {
        group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        channel = try await ServerBootstrap(group: group)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(UnimplementedCallsHandler())
                }
            }
            .bind(host: host, port: port).get()
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
