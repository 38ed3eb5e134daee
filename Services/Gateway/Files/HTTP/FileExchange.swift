import Blobs
import NIOCore
import NIOHTTP1

/// One request about files and its answer, on the connection's event loop: behind the handler that took the request in.
///
/// The body goes to the work through a short queue, and the connection is not read while that is full. The work answers
/// through ``FileAnswer``. Whoever sends or takes next to nothing for a while is disconnected.
final class FileExchange: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// How long a piece of the answer may take to go out, and how often it is looked whether a body comes.
    static let patience = TimeAmount.seconds(30)
    /// Bytes of a body that have to come meanwhile.
    static let leastBytes = 4096

    private typealias Strategy = NIOAsyncSequenceProducerBackPressureStrategies.HighLowWatermark
    private typealias Body = NIOThrowingAsyncSequenceProducer<ByteBuffer, any Error, Strategy, BodyDemand>

    private let loop: any EventLoop
    private let keepsAlive: Bool
    private let start: (BlobStream, FileAnswer) -> Void
    private let ended: (_ keepsAlive: Bool, _ next: [HTTPServerRequestPart]) -> Void
    private var context: ChannelHandlerContext?
    private var source: Body.Source?
    private var watch: RepeatedTask?
    private var isFull = false
    private var isReadWanted = false
    private var hasWholeRequest = false
    /// What came behind the request: the connection is not read any more, so it is little.
    private var next: [HTTPServerRequestPart] = []
    private var received = 0
    private(set) var hasBegun = false
    /// Bytes of the body that the head has announced and that have not gone out.
    private var missing: Int64 = 0

    /// Prepares an exchange.
    ///
    /// - Parameters:
    ///   - loop: The connection's event loop.
    ///   - keepsAlive: Whether the client wants to go on with the connection.
    ///   - start: Begins the work, with the body and the way back.
    ///   - ended: Told when the exchange is over, whether the connection can go on, and what has come of the next
    ///     request already.
    init(
        on loop: any EventLoop, keepsAlive: Bool, start: @escaping (BlobStream, FileAnswer) -> Void,
        ended: @escaping (_ keepsAlive: Bool, _ next: [HTTPServerRequestPart]) -> Void
    ) {
        self.loop = loop
        self.keepsAlive = keepsAlive
        self.start = start
        self.ended = ended
    }

    // MARK: The request

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        let body = NIOThrowingAsyncSequenceProducer.makeSequence(
            elementType: ByteBuffer.self, failureType: (any Error).self,
            backPressureStrategy: Strategy(lowWatermark: 4, highWatermark: 16), finishOnDeinit: true,
            delegate: BodyDemand(NIOLoopBound(self, eventLoop: loop), loop))
        source = body.source
        let bound = NIOLoopBound(self, eventLoop: loop)
        watch = loop.scheduleRepeatedTask(initialDelay: Self.patience, delay: Self.patience) { _ in
            bound.value.lookAtBody()
        }
        start(BlobStream(body.sequence), FileAnswer(self, on: loop))
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        leave()
    }

    func channelInactive(context: ChannelHandlerContext) {
        leave()
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let part = unwrapInboundIn(data)
        guard !hasWholeRequest else {
            next.append(part)
            return
        }
        switch part {
        case .body(let bytes):
            received += bytes.readableBytes
            if case .stopProducing = source?.yield(bytes) { isFull = true }
        case .end:
            hasWholeRequest = true
            source?.finish()
        case .head:
            break
        }
    }

    func read(context: ChannelHandlerContext) {
        if isFull || hasWholeRequest {
            isReadWanted = true
        } else {
            context.read()
        }
    }

    /// The work has room for more of the body.
    fileprivate func goOnReading() {
        isFull = false
        guard isReadWanted, !hasWholeRequest else { return }
        isReadWanted = false
        context?.read()
    }

    private func lookAtBody() {
        defer { received = 0 }
        if !hasWholeRequest, !isFull, !hasBegun, received < Self.leastBytes { context?.close(promise: nil) }
    }

    private func leave() {
        watch?.cancel()
        watch = nil
        source?.finish(ChannelError.ioOnClosedChannel)
        source = nil
        context = nil
    }

    // MARK: The answer

    /// Whether the connection serves another request after this one.
    private var canGoOn: Bool { keepsAlive && hasWholeRequest }

    /// Sends the head of the answer.
    func begin(_ status: Int, _ headers: [(String, String)], length: Int64?, isHead: Bool) -> EventLoopFuture<Void> {
        hasBegun = true
        missing = isHead ? 0 : length ?? 0
        var text = "HTTP/1.1 \(status) \(HTTPResponseStatus(statusCode: status).reasonPhrase)\r\n"
        for (name, value) in headers { text += "\(name): \(value)\r\n" }
        if let length { text += "Content-Length: \(length)\r\n" }
        text += "Connection: \(canGoOn ? "keep-alive" : "close")\r\n\r\n"
        return send(ByteBuffer(string: text))
    }

    /// Sends bytes of the body.
    func sendBody(_ bytes: ByteBuffer) -> EventLoopFuture<Void> {
        missing -= Int64(bytes.readableBytes)
        return send(bytes)
    }

    /// Sends bytes as they are; done when the network has them.
    func send(_ bytes: ByteBuffer) -> EventLoopFuture<Void> {
        guard let context else { return loop.makeFailedFuture(ChannelError.ioOnClosedChannel) }
        let channel = context.channel
        let alarm = context.eventLoop.scheduleTask(in: Self.patience) { channel.close(promise: nil) }
        let sent = context.writeAndFlush(wrapOutboundOut(bytes))
        sent.whenComplete { _ in alarm.cancel() }
        return sent
    }

    /// Ends the exchange.
    func finish() {
        guard let context else { return }
        // An answer that was broken off must not look like a whole one.
        guard missing == 0, hasBegun else {
            context.close(promise: nil)
            return
        }
        let goesOn = canGoOn
        let wantsRead = isReadWanted
        let next = next
        let pipeline = context.pipeline
        leave()
        pipeline.syncOperations.removeHandler(self, promise: nil)
        ended(goesOn, next)
        if wantsRead { pipeline.read() }
    }
}

/// Asks the connection for more of a body when the work has room.
final class BodyDemand: NIOAsyncSequenceProducerDelegate {
    private let exchange: NIOLoopBound<FileExchange>
    private let loop: any EventLoop

    fileprivate init(_ exchange: NIOLoopBound<FileExchange>, _ loop: any EventLoop) {
        self.exchange = exchange
        self.loop = loop
    }

    func produceMore() {
        loop.execute { self.exchange.value.goOnReading() }
    }

    /// The work takes no more: the rest of the body is passed over.
    func didTerminate() {
        loop.execute { self.exchange.value.goOnReading() }
    }
}
