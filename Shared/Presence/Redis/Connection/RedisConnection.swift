import DequeModule
import NIOCore

/// One connection to Redis: commands go out as they come, and their replies come back in the same order.
///
/// It ends with its first trouble: what is not the protocol, or replies that did not come in time; all that waits then
/// fails. Belongs to its event loop.
final class RedisConnection: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer
    /// Told once: the replies of a batch, or that there will be none.
    typealias Done = (Result<[RedisValue], PresenceError>) -> Void

    private struct Waiting {
        let count: Int
        let deadline: NIODeadline
        let done: Done
        var replies: [RedisValue] = []
    }

    private let codec: RedisCodec
    private let timeout: TimeAmount
    private let whenPushed: ((RedisValue) -> Bool)?
    private let whenClosed: (RedisConnection) -> Void
    private var waiting: Deque<Waiting> = []
    /// Nil when the connection has ended.
    private var context: ChannelHandlerContext?
    private var flushIsDue = false
    private var timerRuns = false

    /// Makes a connection for a new channel.
    ///
    /// - Parameters:
    ///   - codec: A fresh one.
    ///   - timeout: How long replies may take.
    ///   - whenPushed: Is shown all that is received, and takes what is no reply by returning true.
    ///   - whenClosed: Is called once, at the end, before what waits fails.
    init(
        _ codec: RedisCodec, timeout: TimeAmount, whenPushed: ((RedisValue) -> Bool)?,
        whenClosed: @escaping (RedisConnection) -> Void
    ) {
        self.codec = codec
        self.timeout = timeout
        self.whenPushed = whenPushed
        self.whenClosed = whenClosed
    }

    /// Sends commands.
    func send(_ batch: RedisBatch, _ done: @escaping Done) {
        guard let context else { return done(.failure(.unavailable)) }
        waiting.append(Waiting(count: batch.count, deadline: context.eventLoop.now + timeout, done: done))
        watchForDelay(context)
        context.write(wrapOutboundOut(context.channel.allocator.buffer(bytes: batch.bytes)), promise: nil)
        flushSoon(context)
    }

    /// Ends the connection.
    func close() {
        context?.close(promise: nil)
    }

    /// All that is sent in one turn of the event loop goes out with one call of the system.
    private func flushSoon(_ context: ChannelHandlerContext) {
        guard !flushIsDue else { return }
        flushIsDue = true
        context.eventLoop.assumeIsolated().execute { [weak self] in
            self?.flushIsDue = false
            self?.context?.flush()
        }
    }

    /// Sees to it that somebody looks when the oldest batch is late.
    ///
    /// One timer for all: the replies come in order, and so do their deadlines.
    private func watchForDelay(_ context: ChannelHandlerContext) {
        guard !timerRuns, let first = waiting.first else { return }
        timerRuns = true
        context.eventLoop.assumeIsolated().scheduleTask(deadline: first.deadline) { [weak self] in
            self?.lookForDelay()
        }
    }

    private func lookForDelay() {
        timerRuns = false
        guard let context, let first = waiting.first else { return }
        if first.deadline <= context.eventLoop.now {
            context.close(promise: nil)
        } else {
            watchForDelay(context)
        }
    }

    private func receive(_ value: RedisValue) {
        if whenPushed?(value) == true { return }
        guard var first = waiting.popFirst() else { return close() }
        first.replies.append(value)
        if first.replies.count < first.count {
            waiting.prepend(first)
        } else {
            first.done(.success(first.replies))
        }
        // Whoever was the primary is none any more: the next connection may lead to the one that is.
        if case .error(let reason) = value, reason.hasPrefix("READONLY") { close() }
    }

    // MARK: The channel

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let buffer = unwrapInboundIn(data)
        do {
            try codec.feed(buffer.readableBytesSpan)
            while let value = try codec.next() { receive(value) }
        } catch {
            close()
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        close()
    }

    func channelInactive(context: ChannelHandlerContext) {
        end()
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        end()
    }

    private func end() {
        guard context != nil else { return }
        context = nil
        whenClosed(self)
        while let batch = waiting.popFirst() { batch.done(.failure(.unavailable)) }
    }
}
