internal import Logging
internal import NIOCore

/// Logs and counts what goes wrong in accepting connections.
///
/// Stands in front of NIO's own back-off, which then leaves accepting alone for a second, so that a process out of file
/// descriptors neither stops serving nor spins.
final class AcceptErrorHandler: ChannelInboundHandler {
    typealias InboundIn = any Channel

    private let logger: Logger
    private let meters: EdgeMeters

    /// Creates the handler of a listening channel.
    init(logger: Logger, meters: EdgeMeters) {
        self.logger = logger
        self.meters = meters
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        meters.acceptFailed()
        logger.error("accepting a connection failed", metadata: ["error": "\(error)"])
        context.fireErrorCaught(error)
    }
}
