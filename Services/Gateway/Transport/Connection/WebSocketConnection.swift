import NIOCore

/// One client's WebSocket.
///
/// Belongs to its event loop: everything here is called on it. The last handler of its channel, and the only one, so
/// that an idle connection costs little.
final class WebSocketConnection: ChannelInboundHandler, ClientConnection, KeepAliveMember {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    enum Phase {
        /// Messages go both ways.
        case open
        /// Goodbye was said; what the client still sends is dropped until it says so too, or leaves.
        case closing
        case closed
    }

    /// What has been collected is handed to the channel when it is this long, bytes.
    static let chunkSize = 64 * 1024

    let isAnnounced = false
    var remoteAddress: String { context?.channel.remoteAddress?.ipAddress ?? "" }
    var keepAlivePlace = KeepAlivePlace()

    let loop: ConnectionLoop
    var context: ChannelHandlerContext?
    var phase = Phase.open
    var end: ConnectionEnd?
    /// Compresses what is sent; nil where the client does not want it.
    var deflation: MessageDeflation?
    /// Frames sent in this turn of the loop.
    var outgoing = ByteBuffer()
    /// Whether the channel was written to since it was last flushed.
    var hasUnflushedWrites = false
    /// Bytes of answers sent since the channel was last seen writable.
    var answerBytes = 0
    /// Whether the channel is being flushed from inside a call of the sink.
    var isFlushingInside = false
    /// Whether the loop will flush this connection at the end of its turn.
    private var isFlushScheduled = false

    private var parser: WebSocketFrameParser
    /// Bytes that came although reading was paused.
    private var held = ByteBuffer()
    private var isPaused = false
    private var wasHeard = true

    /// Creates the handler of a connection whose handshake is done.
    ///
    /// - Parameters:
    ///   - loop: The event loop's own part of the client port.
    ///   - compression: What was agreed upon about compression; nil for none.
    init(loop: ConnectionLoop, compression: CompressionAgreement? = nil) {
        self.loop = loop
        deflation = compression.map { MessageDeflation(loop.compression, $0) }
        parser = WebSocketFrameParser(
            maxMessageSize: loop.settings.maxMessageSize,
            inflation: compression.map { MessageInflation(loop.compression, $0) })
    }

    /// Whether what is sent goes out at once, or nearly so.
    var isWritable: Bool { context?.channel.isWritable ?? false }

    // MARK: Reading

    /// Stops reading.
    ///
    /// What has arrived already waits, and the client is not taken for dead meanwhile.
    func pauseReading() {
        guard phase == .open, !isPaused else { return }
        isPaused = true
        setAutoRead(false)
    }

    /// Reads on, beginning with what waits; never from inside this call.
    func resumeReading() {
        guard phase == .open, isPaused, let context else { return }
        isPaused = false
        context.eventLoop.assumeIsolated().execute { self.readOn() }
    }

    private func readOn() {
        guard !isPaused, phase != .closed else { return }
        var bytes = held
        held = ByteBuffer()
        process(&bytes)
        if !isPaused { setAutoRead(true) }
    }

    private func setAutoRead(_ isOn: Bool) {
        // The option fails only on a channel that is closed, where it does not matter.
        try? context?.channel.syncOptions?.setOption(.autoRead, value: isOn)
    }

    private func process(_ bytes: inout ByteBuffer) {
        while !isPaused, phase != .closed, let event = parser.next(&bytes) { handle(event) }
        if bytes.readableBytes > 0, isPaused { held = bytes }
    }

    private func handle(_ event: WebSocketFrameParser.Event) {
        switch (event, phase) {
        case (.message(let message, let kind), .open):
            loop.sink.received(message, kind, on: self)
        case (.ping(let payload), .open):
            send(WebSocketFrame.pong(payload))
        case (.violation(let code), .open):
            fail(code)
        case (.close(let code), .open):
            answerGoodbye(code)
        case (.close, .closing), (.violation, .closing):
            disconnect()
        default:
            break
        }
    }

    /// Reads again if reading was paused: the goodbye is awaited, and nothing else matters.
    func dropWhatWaits() {
        held = ByteBuffer()
        guard isPaused else { return }
        isPaused = false
        setAutoRead(true)
    }

    // MARK: Keeping alive

    /// Pings the client.
    func ping() {
        wasHeard = false
        send(WebSocketFrame.ping)
    }

    /// Disconnects the client if nothing came since the last ping.
    func checkAnswer() {
        guard phase == .open, !wasHeard, !isPaused else { return }
        end = end ?? .idle
        disconnect()
    }

    // MARK: Channel

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        loop.add(self)
        loop.sink.opened(self)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var bytes = unwrapInboundIn(data)
        wasHeard = true
        if held.readableBytes > 0 {
            held.writeBuffer(&bytes)
        } else if isPaused {
            held = bytes
        } else {
            process(&bytes)
        }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        flush()
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        guard phase == .open else { return }
        loop.sink.writabilityChanged(of: self)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        end = end ?? .failed
        disconnect()
    }

    func channelInactive(context: ChannelHandlerContext) {
        guard phase != .closed else { return }
        phase = .closed
        outgoing = ByteBuffer()
        held = ByteBuffer()
        loop.remove(self)
        self.context = nil
        let end = end ?? .left(nil)
        loop.meters.ended(end)
        guard isFlushingInside else { return loop.sink.closed(self, because: end) }
        context.eventLoop.assumeIsolated().execute { self.loop.sink.closed(self, because: end) }
    }

    /// Sees to it that what was sent goes out in this turn of the loop, even if no read ends in it.
    func scheduleFlush() {
        guard !isFlushScheduled else { return }
        isFlushScheduled = true
        loop.flushLater(self)
    }

    /// The turn of the loop ends.
    func turnEnded() {
        isFlushScheduled = false
        flush()
    }
}
