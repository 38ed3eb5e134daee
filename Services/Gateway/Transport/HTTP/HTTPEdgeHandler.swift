internal import NIOCore
internal import NIOHTTP1

/// The HTTP side of one connection, until it becomes a WebSocket.
///
/// Requests are answered in order, from their heads alone. Whoever takes too long over a head, or to go after a last
/// answer, is disconnected.
final class HTTPEdgeHandler: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = ByteBuffer

    private enum State {
        /// A head is awaited.
        case idle
        /// A head has come and is answered once its request has ended.
        case received(EdgeRequest, keepsAlive: Bool)
        /// Another handler behind this one serves the request; all that comes is for it.
        case passedOn
        /// The last answer was given; whatever else comes is dropped.
        case finished
        /// The connection is a WebSocket; the handler is on its way out.
        case upgraded
    }

    private let loop: ConnectionLoop
    private let decoder: any RemovableChannelHandler
    private let refusesService: Bool
    private var state = State.idle
    private var deadline: Scheduled<Void>?

    /// Creates a handler.
    ///
    /// - Parameters:
    ///   - loop: The event loop's own part of the client port.
    ///   - decoder: The handler in front of this one, which goes when the connection becomes a WebSocket.
    ///   - refusesService: Whether every request is answered with 503.
    init(loop: ConnectionLoop, decoder: any RemovableChannelHandler, refusesService: Bool) {
        self.loop = loop
        self.decoder = decoder
        self.refusesService = refusesService
    }

    func handlerAdded(context: ChannelHandlerContext) {
        awaitHead(context: context)
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        deadline?.cancel()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch (unwrapInboundIn(data), state) {
        case (.head(let head), .idle):
            deadline?.cancel()
            let request = EdgeRequest(head)
            if refusesService {
                answer(HTTPReply(.serviceUnavailable, headers: [("Retry-After", "5")]), to: request, context: context)
            } else if request.hasBody, case .refusal(let reply) = EdgeRoute(request, apiKeys: loop.apiKeys) {
                // There is no use in waiting for a body that nobody reads.
                answer(reply, to: request, context: context)
            } else if request.isAboutFiles, case .files(let files) = EdgeRoute(request, apiKeys: loop.apiKeys) {
                passOn(files, of: request, keepsAlive: head.isKeepAlive, context: context)
            } else {
                state = .received(request, keepsAlive: head.isKeepAlive)
            }
        case (_, .passedOn):
            context.fireChannelRead(data)
        case (.end, .received(let request, let keepsAlive)):
            switch EdgeRoute(request, apiKeys: loop.apiKeys) {
            case .webSocket(let handshake, let key):
                upgrade(handshake, key: key, context: context)
            case .refusal(let reply):
                answer(reply, to: request, keepsAlive: keepsAlive, context: context)
            case .files:
                break
            }
        default:
            break
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard error is HTTPParserError, case .idle = state else {
            context.close(promise: nil)
            return
        }
        let isTooLong = error as? HTTPParserError == .headerOverflow
        finish(HTTPReply(.malformed, status: isTooLong ? 431 : 400), isHead: false, context: context)
    }

    private func answer(
        _ reply: HTTPReply, to request: EdgeRequest, keepsAlive: Bool = false, context: ChannelHandlerContext
    ) {
        let isHead = request.method == .HEAD
        guard keepsAlive else {
            finish(reply, isHead: isHead, context: context)
            return
        }
        context.writeAndFlush(wrapOutboundOut(reply.response(closes: false, isHead: isHead)), promise: nil)
        state = .idle
        awaitHead(context: context)
    }

    /// Answers for the last time, and waits for the client to take notice: closing at once could cost it the answer.
    private func finish(_ reply: HTTPReply, isHead: Bool, context: ChannelHandlerContext) {
        context.writeAndFlush(wrapOutboundOut(reply.response(closes: true, isHead: isHead)), promise: nil)
        waitForLeave(context: context)
    }

    private func waitForLeave(context: ChannelHandlerContext) {
        state = .finished
        context.close(mode: .output, promise: nil)
        closeLater(in: loop.settings.closeTimeout, context: context)
    }

    /// Lets the work with files serve a request, body and all.
    private func passOn(
        _ files: FileRequest, of request: EdgeRequest, keepsAlive: Bool, context: ChannelHandlerContext
    ) {
        guard let endpoint = loop.files else {
            answer(HTTPReply(.notImplemented), to: request, keepsAlive: false, context: context)
            return
        }
        let exchange = FileExchange(on: context.eventLoop, keepsAlive: keepsAlive) { body, answer in
            endpoint.start(files, body, answer)
        } ended: { [self] canGoOn, next in
            if canGoOn {
                state = .idle
                awaitHead(context: context)
                for part in next { channelRead(context: context, data: NIOAny(part)) }
            } else {
                waitForLeave(context: context)
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
    private func upgrade(_ handshake: WebSocketHandshake, key: APIKey, context: ChannelHandlerContext) {
        state = .upgraded
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: handshake.answer)), promise: nil)
        let pipeline = context.pipeline.syncOperations
        do {
            try pipeline.addHandler(WebSocketConnection(loop: loop, apiKey: key), position: .after(self))
        } catch {
            context.close(promise: nil)
            return
        }
        pipeline.removeHandler(decoder, promise: nil)
        pipeline.removeHandler(self, promise: nil)
    }
}
