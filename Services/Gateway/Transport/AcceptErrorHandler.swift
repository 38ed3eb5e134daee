internal import Logging
internal import NIOCore

#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// Keeps a listening channel accepting whatever goes wrong with a single connection.
///
/// An error is logged and counted. One that will not be gone at once, such as having no file descriptors left, takes
/// the channel out of the selector for a moment: the connection waits in the backlog, which would otherwise wake the
/// loop again and again. (NIO's own back-off delays only the read after a success, so it does not help here.)
final class AcceptErrorHandler: ChannelInboundHandler {
    typealias InboundIn = any Channel

    private let pause: TimeAmount
    private let logger: Logger
    private let meters: EdgeMeters
    private var isPaused = false

    /// Creates the handler of a listening channel, the first in its pipeline.
    ///
    /// - Parameters:
    ///   - pause: How long accepting is left alone.
    ///   - logger: Where errors go.
    ///   - meters: What is counted.
    init(pause: Duration = .milliseconds(500), logger: Logger, meters: EdgeMeters) {
        self.pause = TimeAmount(pause)
        self.logger = logger
        self.meters = meters
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        meters.acceptFailed()
        logger.error("accepting a connection failed", metadata: ["error": "\(error)"])
        guard let error = error as? IOError else {
            context.fireErrorCaught(error)
            return
        }
        // The client gave up while it was being accepted: nothing is short, and the next one is welcome.
        guard error.errnoCode != ECONNABORTED, !isPaused else { return }
        isPaused = true
        setAutoRead(false, context: context)
        context.eventLoop.assumeIsolated().scheduleTask(in: pause) {
            self.isPaused = false
            self.setAutoRead(true, context: context)
        }
    }

    private func setAutoRead(_ isOn: Bool, context: ChannelHandlerContext) {
        // Fails only on a channel that is closed, which accepts nothing any more.
        try? context.channel.syncOptions?.setOption(.autoRead, value: isOn)
    }
}
