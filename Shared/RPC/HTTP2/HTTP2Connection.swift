import NIOCore
import TLS

/// Carries one HTTP/2 connection on a channel: one write and one flush a turn of the event loop.
///
/// The last handler of its channel. Everything here is called on the channel's event loop.
final class HTTP2Connection: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// Bytes handed to the channel at once.
    private static let chunkSize = 256 * 1024
    /// How long a peer may take to read what is sent before closing.
    private static let lastWordsTimeout = TimeAmount.seconds(2)

    let session: HTTP2Session
    private let role: any HTTP2Role
    private let settings: HTTP2ConnectionSettings
    private(set) var context: ChannelHandlerContext?
    private var isReading = false
    private var isFlushScheduled = false
    private var isFlushing = false
    /// Whether the role submitted something since the session was last asked for its output.
    private var needsAnotherRound = false
    private var isClosing = false
    private var isClosed = false
    private var wasHeard = true
    private var keepAlive: Scheduled<Void>?
    /// Whether the peer was asked out of turn, and the answer is due.
    private var isDoubted = false
    private var pings: [UInt64: () -> Void] = [:]
    private var lastPing: UInt64 = 0

    init(_ session: HTTP2Session, _ role: any HTTP2Role, settings: HTTP2ConnectionSettings) {
        self.session = session
        self.role = role
        self.settings = settings
    }

    // MARK: For the role

    /// Sends what was submitted at the end of this turn of the event loop.
    func flushSoon() {
        needsAnotherRound = true
        guard !isReading, !isFlushScheduled, !isFlushing, !isClosed, let context else { return }
        isFlushScheduled = true
        context.eventLoop.assumeIsolated().execute {
            self.isFlushScheduled = false
            self.flush()
        }
    }

    /// Asks the peer whether it is there.
    func ping(_ whenAnswered: @escaping () -> Void) {
        lastPing += 1
        pings[lastPing] = whenAnswered
        session.ping(lastPing)
        flushSoon()
    }

    /// Asks a peer that has let a call run into its deadline whether it is there, and closes when it stays silent.
    ///
    /// A connection that has come to carry nothing would else fail one call after the other until the next look.
    func doubt() {
        guard !isDoubted, !isClosed else { return }
        isDoubted = true
        keepAlive?.cancel()
        ask(within: settings.doubtTimeout)
    }

    /// Says goodbye and closes, after what is to be sent was sent.
    func terminate(_ code: HTTP2ErrorCode) {
        session.terminate(code)
        flush()
    }

    /// Closes at once.
    func close() {
        context?.close(promise: nil)
    }

    // MARK: Channel

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        role.begin(self)
        if context.channel.isActive { start() }
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        lose()
        self.context = nil
    }

    func channelActive(context: ChannelHandlerContext) {
        start()
        context.fireChannelActive()
    }

    func channelInactive(context: ChannelHandlerContext) {
        lose()
        context.fireChannelInactive()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if let peer = event as? TLSHandshakeCompleted { role.identified(peer) }
        context.fireUserInboundEventTriggered(event)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // A broken connection: whoever calls over it is told when it closes.
        context.close(promise: nil)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isClosed, !isClosing else { return }
        isReading = true
        wasHeard = true
        do {
            handle(try session.receive(unwrapInboundIn(data)))
        } catch {
            let (code, refusal) = session.meaning(of: error)
            session.terminate(code, because: refusal)
            flush()
        }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        isReading = false
        flush()
        context.fireChannelReadComplete()
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        if context.channel.isWritable { flushSoon() }
        context.fireChannelWritabilityChanged()
    }

    // MARK: Working

    private func start() {
        flush()
        if keepAlive == nil {
            keepAlive = scheduleKeepAlive(in: settings.keepAliveInterval) { $0.checkWhetherPeerIsThere() }
        }
    }

    private func scheduleKeepAlive(
        in delay: Duration?, _ body: @escaping (HTTP2Connection) -> Void
    ) -> Scheduled<Void>? {
        guard let delay, let context, !isClosed else { return nil }
        return context.eventLoop.assumeIsolated().scheduleTask(in: TimeAmount(delay)) { [weak self] in
            guard let self, !self.isClosed else { return }
            body(self)
        }
    }

    /// Asks a peer that was silent for an interval, and closes when it stays so.
    ///
    /// Anything that comes is an answer.
    private func checkWhetherPeerIsThere() {
        guard !wasHeard else {
            wasHeard = false
            keepAlive = scheduleKeepAlive(in: settings.keepAliveInterval) { $0.checkWhetherPeerIsThere() }
            return
        }
        ask(within: settings.keepAliveTimeout)
    }

    private func ask(within time: Duration) {
        wasHeard = false
        ping {}
        keepAlive = scheduleKeepAlive(in: time) { me in
            guard me.wasHeard else {
                me.close()
                return
            }
            me.isDoubted = false
            me.checkWhetherPeerIsThere()
        }
    }

    private func handle(_ events: [HTTP2Event]) {
        for event in events {
            if case .pong(let number) = event {
                pings.removeValue(forKey: number)?()
            } else {
                role.received(event)
            }
        }
    }

    /// Writes what is to be sent, as much as the channel takes.
    private func flush() {
        guard !isClosed, !isFlushing, let context else { return }
        isFlushing = true
        var hasWritten = false
        while context.channel.isWritable, !isClosed {
            needsAnotherRound = false
            var buffer = context.channel.allocator.buffer(capacity: 0)
            do {
                try session.nextOutput(into: &buffer, limit: Self.chunkSize)
            } catch {
                isFlushing = false
                close()
                return
            }
            handle(session.takeEvents())
            role.continueSending()
            guard buffer.readableBytes > 0 else {
                if needsAnotherRound { continue }
                break
            }
            hasWritten = true
            context.write(wrapOutboundOut(buffer), promise: nil)
        }
        if hasWritten { context.flush() }
        isFlushing = false
        // The channel may have become writable again within the flush: nobody says so another time.
        if context.channel.isWritable, session.wantsToSend { flushSoon() }
        // A peer that takes nothing would not even take the goodbye.
        if session.isOver || session.isTerminated { closeWhenSent() }
    }

    /// Closes when the last bytes are out; a peer that does not take them is not waited for long.
    private func closeWhenSent() {
        guard !isClosing, let context else { return }
        isClosing = true
        let sent = context.eventLoop.makePromise(of: Void.self)
        sent.futureResult.assumeIsolated().whenComplete { [weak self] _ in self?.close() }
        context.writeAndFlush(wrapOutboundOut(ByteBuffer()), promise: sent)
        context.eventLoop.assumeIsolated().scheduleTask(in: Self.lastWordsTimeout) { [weak self] in self?.close() }
    }

    private func lose() {
        guard !isClosed else { return }
        isClosed = true
        keepAlive?.cancel()
        pings.removeAll()
        role.connectionLost()
    }
}
