internal import DequeModule
internal import NIOCore
internal import NIOHTTP1

/// The HTTP side of one connection, until it becomes a WebSocket.
///
/// Requests are answered in order, one at a time. Whoever takes too long over a request, over taking an answer, or to go
/// after a last answer, is disconnected.
final class HTTPEdgeHandler: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundOut = ByteBuffer

    private enum State {
        /// A head is awaited.
        case idle
        /// A head has come; its request is decided on once it has ended.
        case receiving(EdgeRequest, keepsAlive: Bool)
        /// A request is being answered; what comes meanwhile waits.
        case answering(isHead: Bool, keepsAlive: Bool)
        /// Another handler behind this one serves the request; all that comes is for it.
        case passedOn
        /// The last answer was given; whatever else comes is dropped.
        case finished
        /// The connection is a WebSocket; the handler is on its way out.
        case upgraded
        /// The connection is gone.
        case gone
    }

    /// Parts of requests that may wait while one is answered; whoever sends more is disconnected.
    private static let waitingLimit = 64

    let loop: ConnectionLoop
    let directory: LongPollDirectory
    /// What is to be given up when the client goes before it has its answer.
    var whenGone: (() -> Void)?
    private let decoder: any RemovableChannelHandler
    private let refusesService: Bool
    private var state = State.idle
    private var waiting = Deque<HTTPServerRequestPart>()
    private var deadline: Scheduled<Void>?

    /// Creates a handler.
    ///
    /// - Parameters:
    ///   - loop: The event loop's own part of the client port.
    ///   - directory: The sessions of long polls.
    ///   - decoder: The handler in front of this one, which goes when the connection becomes a WebSocket.
    ///   - refusesService: Whether every request is answered with 503.
    init(
        loop: ConnectionLoop, directory: LongPollDirectory, decoder: any RemovableChannelHandler, refusesService: Bool
    ) {
        self.loop = loop
        self.directory = directory
        self.decoder = decoder
        self.refusesService = refusesService
    }

    func handlerAdded(context: ChannelHandlerContext) {
        awaitHead(context: context)
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        deadline?.cancel()
    }

    func channelInactive(context: ChannelHandlerContext) {
        state = .gone
        waiting = []
        whenGone?()
        whenGone = nil
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let part = unwrapInboundIn(data)
        guard answering != nil || !waiting.isEmpty else { return take(part, context: context) }
        waiting.append(part)
        if waiting.count > Self.waitingLimit { context.close(promise: nil) }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard error is HTTPParserError, case .idle = state else {
            context.close(promise: nil)
            return
        }
        let isTooLong = error as? HTTPParserError == .headerOverflow
        finish(HTTPReply(.malformed, status: isTooLong ? 431 : 400), isHead: false, context: context)
    }

    // MARK: Requests

    private func take(_ part: HTTPServerRequestPart, context: ChannelHandlerContext) {
        switch (part, state) {
        case (.head(let head), .idle):
            begin(head, context: context)
        case (.body(var bytes), .receiving(var request, let keepsAlive)):
            guard request.body.readableBytes + bytes.readableBytes <= loop.settings.maxMessageSize else {
                return refuseTooLarge(context: context)
            }
            request.body.writeBuffer(&bytes)
            state = .receiving(request, keepsAlive: keepsAlive)
        case (.end, .receiving(let request, let keepsAlive)):
            deadline?.cancel()
            state = .answering(isHead: request.method == .HEAD, keepsAlive: keepsAlive)
            perform(EdgeRoute(request, router: loop.router), context: context)
        case (_, .passedOn):
            context.fireChannelRead(wrapInboundOut(part))
        default:
            break
        }
    }

    private func begin(_ head: HTTPRequestHead, context: ChannelHandlerContext) {
        deadline?.cancel()
        let request = EdgeRequest(head)
        let isHead = request.method == .HEAD
        if refusesService {
            let reply = HTTPReply(.serviceUnavailable, headers: [("Retry-After", "5")])
            return finish(reply, isHead: isHead, context: context)
        }
        if request.isAboutFiles, case .files(let files) = EdgeRoute(request, router: loop.router) {
            return passOn(files, isHead: isHead, keepsAlive: head.isKeepAlive, context: context)
        }
        guard request.hasBody else {
            state = .receiving(request, keepsAlive: head.isKeepAlive)
            return closeLater(in: loop.settings.headerTimeout, context: context)
        }
        guard EdgeRoute.takesBody(request, router: loop.router) else {
            if case .reply(let reply) = EdgeRoute(request, router: loop.router) {
                // There is no use in waiting for a body that nobody reads.
                return finish(reply, isHead: isHead, context: context)
            }
            return finish(HTTPReply(.malformed), isHead: isHead, context: context)
        }
        if let length = head.headers.first(name: "content-length").flatMap({ Int($0) }),
            length > loop.settings.maxMessageSize
        {
            return refuseTooLarge(context: context)
        }
        state = .receiving(request, keepsAlive: head.isKeepAlive)
        closeLater(in: loop.settings.bodyTimeout, context: context)
        if head.headers.first(name: "expect")?.lowercased() == "100-continue" {
            context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: "HTTP/1.1 100 Continue\r\n\r\n")), promise: nil)
        }
    }

    private func refuseTooLarge(context: ChannelHandlerContext) {
        finish(HTTPReply(.tooLarge, headers: HTTPReply.crossOrigin), isHead: false, context: context)
    }

    private func perform(_ route: EdgeRoute, context: ChannelHandlerContext) {
        switch route {
        case .webSocket(let handshake): upgrade(handshake, context: context)
        case .longPoll(let request): perform(request, context: context)
        case .webFile(let request): send(request, context: context)
        case .reply(let reply): answer(reply, context: context)
        case .files: break
        }
    }

    // MARK: Answers

    /// Answers the request under way with what is at hand, and goes on to the next.
    ///
    /// - Parameters:
    ///   - reply: The answer.
    ///   - promise: Fails if the answer could not be handed to the network.
    ///   - context: The handler's own.
    func answer(_ reply: HTTPReply, promise: EventLoopPromise<Void>? = nil, context: ChannelHandlerContext) {
        guard case .answering(let isHead, let keepsAlive) = state else {
            promise?.fail(ChannelError.ioOnClosedChannel)
            return
        }
        let response = reply.response(closes: !keepsAlive, isHead: isHead)
        context.writeAndFlush(wrapOutboundOut(response), promise: promise)
        answered(context: context)
    }

    /// Hands a part of a longer answer to the network.
    ///
    /// - Parameters:
    ///   - bytes: The part.
    ///   - context: The handler's own.
    ///   - next: Goes on once the part is out; not called if that fails, or takes too long.
    func write(_ bytes: ByteBuffer, context: ChannelHandlerContext, next: @escaping () -> Void) {
        guard case .answering = state else { return }
        closeLater(in: loop.settings.bodyTimeout, context: context)
        let sent = context.eventLoop.makePromise(of: Void.self)
        context.writeAndFlush(wrapOutboundOut(bytes), promise: sent)
        sent.futureResult.assumeIsolated().whenSuccess {
            self.deadline?.cancel()
            next()
        }
    }

    /// What is being answered, and whether the connection ends with it; nil when the client is gone.
    var answering: (isHead: Bool, closes: Bool)? {
        if case .answering(let isHead, let keepsAlive) = state { (isHead, !keepsAlive) } else { nil }
    }

    /// The answer under way is complete: goes on to the next request, or ends.
    func answered(context: ChannelHandlerContext) {
        guard case .answering(_, let keepsAlive) = state else { return }
        guard keepsAlive else { return end(context: context) }
        state = .idle
        awaitHead(context: context)
        guard !waiting.isEmpty else { return }
        // Not now: the sink may be the one who has answered, and is not to be called from inside its own call.
        context.eventLoop.assumeIsolated().execute { self.takeWaiting(context: context) }
    }

    private func takeWaiting(context: ChannelHandlerContext) {
        while answering == nil, let part = waiting.popFirst() {
            take(part, context: context)
        }
    }

    /// Answers for the last time.
    private func finish(_ reply: HTTPReply, isHead: Bool, context: ChannelHandlerContext) {
        context.writeAndFlush(wrapOutboundOut(reply.response(closes: true, isHead: isHead)), promise: nil)
        end(context: context)
    }

    /// Waits for the client to take notice of the last answer: closing at once could cost it that.
    private func end(context: ChannelHandlerContext) {
        state = .finished
        waiting = []
        context.close(mode: .output, promise: nil)
        closeLater(in: loop.settings.closeTimeout, context: context)
    }

    /// Lets the work with files serve a request, body and all.
    private func passOn(_ files: FileRequest, isHead: Bool, keepsAlive: Bool, context: ChannelHandlerContext) {
        guard let endpoint = loop.files else {
            return finish(HTTPReply(.notImplemented), isHead: isHead, context: context)
        }
        let exchange = FileExchange(on: context.eventLoop, keepsAlive: keepsAlive) { body, answer in
            endpoint.start(files, body, answer)
        } ended: { [self] canGoOn, next in
            if canGoOn {
                state = .idle
                awaitHead(context: context)
                waiting.append(contentsOf: next)
                takeWaiting(context: context)
            } else {
                end(context: context)
            }
        }
        state = .passedOn
        do {
            try context.pipeline.syncOperations.addHandler(exchange, position: .after(self))
        } catch {
            context.close(promise: nil)
        }
    }

    private func awaitHead(context: ChannelHandlerContext) {
        closeLater(in: refusesService ? .seconds(1) : loop.settings.headerTimeout, context: context)
    }

    private func closeLater(in delay: Duration, context: ChannelHandlerContext) {
        deadline?.cancel()
        deadline = context.eventLoop.assumeIsolated().scheduleTask(in: TimeAmount(delay)) {
            context.close(promise: nil)
        }
    }

    /// Makes the connection a WebSocket: the HTTP handlers leave, and bytes that came behind the request follow.
    private func upgrade(_ handshake: WebSocketHandshake, context: ChannelHandlerContext) {
        state = .upgraded
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: handshake.answer)), promise: nil)
        let pipeline = context.pipeline.syncOperations
        do {
            try pipeline.addHandler(
                WebSocketConnection(loop: loop, compression: handshake.compression),
                position: .after(self))
        } catch {
            context.close(promise: nil)
            return
        }
        pipeline.removeHandler(decoder, promise: nil)
        pipeline.removeHandler(self, promise: nil)
    }
}
