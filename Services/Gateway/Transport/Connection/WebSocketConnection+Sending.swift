import NIOCore

extension WebSocketConnection {
    func send(_ message: MessageFrame, isAnswer: Bool) {
        guard phase == .open else { return }
        send(deflation?.frame(of: message) ?? message.plain, isAnswer: isAnswer)
    }

    func send(_ run: FrameRun) {
        guard deflation != nil else { return send(run.plain) }
        for frame in run.frames { send(frame, isAnswer: false) }
    }

    /// Sends a frame, at the end of this turn of the loop; nothing happens once the connection is closing.
    ///
    /// One buffer in a turn goes out as it is, shared with whoever else it is sent to; more are collected into one. A
    /// client for whom more than the settings' bound is waiting already, that the network does not take, is
    /// disconnected.
    ///
    /// - Parameters:
    ///   - frame: A whole frame, made by `WebSocketFrame`, or several.
    ///   - isAnswer: Whether the client has asked for it, however long it is: then it does not count as waiting.
    func send(_ frame: ByteBuffer, isAnswer: Bool = false) {
        guard phase == .open, let context else { return }
        guard hasRoom(context.channel) else { return disconnectAsSlow() }
        if isAnswer { answerBytes += frame.readableBytes }
        collect(frame, context: context)
        scheduleFlush()
    }

    /// Hands everything collected to the network.
    func flush() {
        guard phase != .closed, let context else { return }
        handOver(context: context)
        guard hasUnflushedWrites else { return }
        hasUnflushedWrites = false
        context.flush()
    }

    /// Collects a frame; what is long enough goes to the channel at once.
    func collect(_ frame: ByteBuffer, context: ChannelHandlerContext) {
        if outgoing.readableBytes == 0 {
            outgoing = frame
        } else {
            outgoing.writeImmutableBuffer(frame)
        }
        if outgoing.readableBytes >= Self.chunkSize { handOver(context: context) }
    }

    private func handOver(context: ChannelHandlerContext) {
        guard outgoing.readableBytes > 0 else { return }
        context.write(wrapOutboundOut(outgoing), promise: nil)
        outgoing = ByteBuffer()
        hasUnflushedWrites = true
    }

    /// Whether more may wait for the client; what was sent in this turn is handed to the network before that is denied.
    private func hasRoom(_ channel: any Channel) -> Bool {
        if channel.isWritable {
            answerBytes = 0
            return true
        }
        let bound = loop.settings.maxUnsentBytes + answerBytes
        guard unsentBytes(of: channel) > bound else { return true }
        isFlushingInside = true
        flush()
        isFlushingInside = false
        return channel.isWritable || unsentBytes(of: channel) <= bound
    }

    private func unsentBytes(of channel: any Channel) -> Int {
        let written = try? channel.syncOptions?.getOption(.bufferedWritableBytes)
        return (written ?? 0) + outgoing.readableBytes
    }
}
