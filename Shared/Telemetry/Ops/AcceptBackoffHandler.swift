import Foundation
package import Logging
package import NIOCore

/// Keeps a listening socket going when a connection cannot be accepted: too many open files, not enough memory.
///
/// It stands first in the pipeline of the server channel. On such an error, and before it when files are short
/// (`OpenFiles.areShort`), it logs one line, lets the listener rest, and has it accept again; other errors go on to the
/// next handler. Without it the socket would be polled without pause, or closed by a handler that takes every error for
/// the end.
package final class AcceptBackoffHandler: ChannelDuplexHandler {
    package typealias InboundIn = any Channel
    package typealias InboundOut = any Channel
    package typealias OutboundIn = Never
    package typealias OutboundOut = Never

    private let pause: TimeAmount
    private let logger: Logger
    private let filesAreShort: () -> Bool
    private var isResting = false

    /// Makes a handler for one server channel; it is used on the loop of that channel only.
    ///
    /// - Parameters:
    ///   - pause: How long the listener rests after an error.
    ///   - logger: Gets a warning for each rest.
    ///   - filesAreShort: Whether the files that are left are not for new connections.
    package init(
        pause: TimeAmount = .milliseconds(500), logger: Logger,
        filesAreShort: @escaping () -> Bool = { OpenFiles.areShort }
    ) {
        self.pause = pause
        self.logger = logger
        self.filesAreShort = filesAreShort
    }

    /// Puts a handler in front of a listening channel; to be called on its event loop.
    ///
    /// - Throws: When the channel is closed already.
    package static func protect(_ listener: any Channel, logger: Logger) throws {
        try listener.pipeline.syncOperations.addHandler(AcceptBackoffHandler(logger: logger), position: .first)
    }

    package func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard let failure = error as? IOError, Self.isPassing(failure.errnoCode) else {
            return context.fireErrorCaught(error)
        }
        if !isResting { rest(context, because: failure.errnoCode) }
    }

    /// Holds back what would wake the listener while it rests, or should rest.
    package func read(context: ChannelHandlerContext) {
        guard !isResting else { return }
        guard !filesAreShort() else { return rest(context, because: EMFILE) }
        context.read()
    }

    private func rest(_ context: ChannelHandlerContext, because code: CInt) {
        logger.warning(
            "a connection was not accepted; accepting rests",
            metadata: .fields([.code: "\(code)", .duration: "\(pause.nanoseconds / 1_000_000) ms"]))
        isResting = true
        setAutoRead(false, context)
        let bound = NIOLoopBound((handler: self, context: context), eventLoop: context.eventLoop)
        context.eventLoop.scheduleTask(in: pause) {
            let (handler, context) = bound.value
            handler.goOn(context)
        }
    }

    private func goOn(_ context: ChannelHandlerContext) {
        guard context.channel.isActive else { return }
        guard !filesAreShort() else { return rest(context, because: EMFILE) }
        isResting = false
        setAutoRead(true, context)
    }

    private func setAutoRead(_ isOn: Bool, _ context: ChannelHandlerContext) {
        // Fails only on a channel that is closed, which needs it no more.
        try? context.channel.syncOptions?.setOption(.autoRead, value: isOn)
    }

    private static func isPassing(_ code: CInt) -> Bool {
        [ECONNABORTED, EMFILE, ENFILE, ENOBUFS, ENOMEM].contains(code)
    }
}
