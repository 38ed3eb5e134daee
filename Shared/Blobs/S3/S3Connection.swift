internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix
internal import TLS

/// Makes HTTP/1.1 requests to an S3 store, each on a connection of its own.
///
/// That keeps out a second TLS library, with its minutes of compiling; the few hundred microseconds of a connection are
/// little beside what is moved over it.
struct S3Connection: Sendable {
    /// What was answered.
    struct Answer: Sendable {
        let status: Int
        let headers: HTTPHeaders
        /// Read no faster than it is taken; the connection ends with it.
        let body: BlobStream
    }

    private let host: String
    private let port: Int
    private let security: TLSContext?

    /// Names the server.
    ///
    /// - Throws: `TLSError` when the system's own authorities cannot be read.
    init(_ settings: S3Settings) throws(TLSError) {
        let parts = settings.host.split(separator: ":", maxSplits: 1)
        host = String(parts.first ?? "")
        port = parts.count > 1 ? Int(parts[1]) ?? 0 : settings.scheme == "https" ? 443 : 80
        security =
            settings.scheme == "https"
            ? try TLSContext(.client(trustRoots: nil, peerName: .host(host))) : nil
    }

    /// Makes a request.
    ///
    /// - Parameters:
    ///   - head: Its head.
    ///   - body: What is sent behind it.
    ///   - patience: How long the head of the answer may take, and each piece of its body.
    /// - Returns: The answer, as soon as its head is there.
    /// - Throws: What the network says; `CancellationError`.
    func send(_ head: HTTPRequestHead, body: ByteBuffer?, patience: TimeAmount) async throws -> Answer {
        let loop = MultiThreadedEventLoopGroup.singleton.any()
        let promise = loop.makePromise(of: Answer.self)
        let channel: any Channel
        do {
            channel = try await ClientBootstrap(group: loop).connectTimeout(.seconds(5))
                .channelOption(.autoRead, value: false)
                .channelInitializer { [security] channel in
                    channel.eventLoop.makeCompletedFuture {
                        let pipeline = channel.pipeline.syncOperations
                        if let security { try pipeline.addHandler(TLSHandler(security)) }
                        try pipeline.addHTTPClientHandlers()
                        try pipeline.addHandler(S3Exchange(promise, patience: patience))
                    }
                }.connect(host: host, port: port).get()
        } catch {
            promise.fail(error)
            throw error
        }
        return try await withTaskCancellationHandler {
            channel.write(HTTPClientRequestPart.head(head), promise: nil)
            if let body { channel.write(HTTPClientRequestPart.body(.byteBuffer(body)), promise: nil) }
            channel.writeAndFlush(HTTPClientRequestPart.end(nil), promise: nil)
            return try await promise.futureResult.get()
        } onCancel: {
            channel.close(promise: nil)
        }
    }
}

/// The answer's side of a connection that serves one request.
private final class S3Exchange: ChannelInboundHandler {
    typealias InboundIn = HTTPClientResponsePart

    private typealias Strategy = NIOAsyncSequenceProducerBackPressureStrategies.HighLowWatermark
    private typealias Body = NIOThrowingAsyncSequenceProducer<ByteBuffer, any Error, Strategy, S3Demand>

    private let answer: EventLoopPromise<S3Connection.Answer>
    private let patience: TimeAmount
    private var source: Body.Source?
    private var isAnswered = false
    private var isFull = false
    private var alarm: Scheduled<Void>?

    init(_ answer: EventLoopPromise<S3Connection.Answer>, patience: TimeAmount) {
        self.answer = answer
        self.patience = patience
    }

    func channelActive(context: ChannelHandlerContext) {
        context.fireChannelActive()
        readOn(context: context)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head):
            // Not the last word: "continue", "early hints".
            guard head.status.code >= 200 else { return }
            let channel = context.channel
            let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
            let demand = S3Demand {
                channel.eventLoop.execute { bound.value.0.goOn(context: bound.value.1) }
            } ended: {
                channel.close(promise: nil)
            }
            let body = NIOThrowingAsyncSequenceProducer.makeSequence(
                elementType: ByteBuffer.self, failureType: (any Error).self,
                backPressureStrategy: Strategy(lowWatermark: 2, highWatermark: 8), finishOnDeinit: true,
                delegate: demand)
            source = body.source
            isAnswered = true
            answer.succeed(
                S3Connection.Answer(
                    status: Int(head.status.code), headers: head.headers, body: BlobStream(body.sequence)))
        case .body(let bytes):
            if case .stopProducing = source?.yield(bytes) { isFull = true }
        case .end:
            source?.finish()
            source = nil
            context.close(promise: nil)
        }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        alarm?.cancel()
        if !isFull { readOn(context: context) }
        context.fireChannelReadComplete()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        end(with: error)
        context.close(promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) {
        end(with: ChannelError.eof)
        context.fireChannelInactive()
    }

    private func goOn(context: ChannelHandlerContext) {
        guard isFull else { return }
        isFull = false
        readOn(context: context)
    }

    private func readOn(context: ChannelHandlerContext) {
        let channel = context.channel
        alarm = context.eventLoop.scheduleTask(in: patience) { channel.close(promise: nil) }
        context.read()
    }

    private func end(with error: any Error) {
        alarm?.cancel()
        if !isAnswered { answer.fail(error) }
        isAnswered = true
        source?.finish(error)
        source = nil
    }
}

/// Asks a connection for more when there is room.
private final class S3Demand: NIOAsyncSequenceProducerDelegate {
    private let more: @Sendable () -> Void
    private let ended: @Sendable () -> Void

    init(_ more: @escaping @Sendable () -> Void, ended: @escaping @Sendable () -> Void) {
        self.more = more
        self.ended = ended
    }

    func produceMore() { more() }

    func didTerminate() { ended() }
}
