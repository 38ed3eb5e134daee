import NIOCore

extension WebSocketConnection {
    func close(_ code: WebSocketCloseCode, reason: String) {
        sayGoodbye(code, reason: reason, end: .closed(code))
    }

    /// Says goodbye and waits for the client to do so too, for a while.
    func sayGoodbye(_ code: WebSocketCloseCode, reason: String, end: ConnectionEnd) {
        guard phase == .open, let context else { return }
        self.end = self.end ?? end
        phase = .closing
        collect(WebSocketFrame.close(code, reason: reason), context: context)
        flush()
        dropWhatWaits()
        disconnectLater(context: context)
    }

    /// Fails the connection (RFC 6455, section 7.1.7): says why, and is the one who hangs up.
    ///
    /// Only this side's half ends at once. With what the client has sent unread, ending both could cost it the reason.
    func fail(_ code: WebSocketCloseCode) {
        sayGoodbye(code, reason: "", end: .violation(code))
        context?.close(mode: .output, promise: nil)
    }

    /// Answers the client's goodbye and disconnects once the answer is out.
    func answerGoodbye(_ code: WebSocketCloseCode?) {
        guard phase == .open, let context else { return }
        end = end ?? .left(code)
        phase = .closing
        collect(WebSocketFrame.close(code), context: context)
        let sent = context.eventLoop.makePromise(of: Void.self)
        sent.futureResult.assumeIsolated().whenComplete { _ in self.disconnect() }
        context.writeAndFlush(wrapOutboundOut(outgoing), promise: sent)
        outgoing = ByteBuffer()
        disconnectLater(context: context)
    }

    func disconnectAsSlow() {
        end = end ?? .slow
        disconnect()
    }

    /// Cuts the connection at once, if it is not.
    func disconnect() {
        guard phase != .closed else { return }
        phase = .closing
        context?.close(promise: nil)
    }

    /// Cuts the connection if the client neither answers nor leaves.
    private func disconnectLater(context: ChannelHandlerContext) {
        let loop = context.eventLoop.assumeIsolated()
        let task = loop.scheduleTask(in: TimeAmount(self.loop.settings.closeTimeout)) { self.disconnect() }
        context.channel.closeFuture.assumeIsolated().whenComplete { _ in task.cancel() }
    }
}
