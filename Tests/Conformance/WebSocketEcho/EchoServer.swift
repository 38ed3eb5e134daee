import Gateway
import Logging
import NIOPosix

/// The gateway's client port with an echo behind it.
enum EchoServer {
    /// What messages may have, bytes.
    static let messageSize = 64 << 20

    /// Opens the port.
    ///
    /// - Parameters:
    ///   - host: Where to listen.
    ///   - port: 0 takes any free one.
    ///   - keepsContext: Whether compressed messages refer back to those before.
    ///   - group: The event loops.
    /// - Returns: The server, listening.
    /// - Throws: When the address cannot be listened at.
    static func start(
        host: String, port: Int, keepsContext: Bool, group: MultiThreadedEventLoopGroup
    ) async throws -> EdgeServer {
        var settings = EdgeSettings()
        (settings.host, settings.port) = (host, port)
        settings.isOpenToAll = true
        settings.maxMessageSize = messageSize
        settings.compression = CompressionPolicy(keepsContext: keepsContext, minimumLength: 0)
        let logger = Logger(label: "echo")
        return try await EdgeServer.start(settings, group: group, logger: logger) { _ in EchoSink() }
    }
}
