import NIOCore

/// How a connection begins and ends.
extension TLSHandler {
    /// Begins the handshake; does nothing the second time.
    func begin(_ context: ChannelHandlerContext) {
        guard phase == .idle else { return }
        phase = .handshaking
        let limit = TimeAmount(session.context.configuration.handshakeTimeout)
        timeout = context.eventLoop.assumeIsolated().scheduleTask(in: limit) { [weak self] in
            guard let self, let context = self.context, self.phase == .handshaking else { return }
            self.fail(.handshakeTimedOut, context)
        }
        shakeHands(context)
        if phase == .handshaking { context.read() }
    }

    /// Goes on with the handshake as far as what has come allows.
    func shakeHands(_ context: ChannelHandlerContext) {
        do throws(TLSError) {
            let isDone = try session.handshake()
            sendOutput(context)
            if isDone { open(context) }
        } catch {
            fail(error, context)
        }
    }

    private func open(_ context: ChannelHandlerContext) {
        phase = .open
        timeout?.cancel()
        let outcome = session.outcome
        completion?.succeed(outcome)
        context.fireUserInboundEventTriggered(outcome)
        guard phase == .open else { return }
        encrypt(context)
        flushIfNeeded(context)
    }

    /// Tells the other side that nothing more will come, unless that is not so.
    func sayGoodbye(_ context: ChannelHandlerContext) {
        // What was written and cannot be sent any more is missing at the other side, which is to notice.
        guard phase == .open, waiting.isEmpty else { return }
        if case .closed = output { return }
        session.sayGoodbye()
        sendOutput(context)
        context.flush()
    }

    /// Closes the way out once nothing waits for it any more.
    func closeOutputWhenSent(_ context: ChannelHandlerContext) {
        guard case .closing(let promise) = output, phase == .open, waiting.isEmpty else { return }
        sayGoodbye(context)
        output = .closed
        if isInputEnded {
            end(ChannelError.ioOnClosedChannel)
            context.close(mode: .all, promise: promise)
        } else {
            context.close(mode: .output, promise: promise)
        }
    }

    /// Gives up: the other side is sent an alert where there is one, those behind are told, the channel closes.
    func fail(_ error: TLSError, _ context: ChannelHandlerContext) {
        guard phase != .over else { return }
        sendOutput(context)
        context.flush()
        end(error)
        context.fireErrorCaught(error)
        context.close(mode: .all, promise: nil)
    }

    /// Takes and gives nothing any more; whoever waits for something is told.
    func end(_ error: any Error) {
        guard phase != .over else { return }
        phase = .over
        timeout?.cancel()
        completion?.fail(error)
        waiting.fail(error)
        if case .closing(let promise) = output { promise?.fail(error) }
        output = .closed
    }
}
