import NIOCore

/// Looks at what a client says first: HTTP/2 goes on, HTTP/1 gets an answer that its clients can read.
///
/// The server says nothing before that, not even its settings. Removes itself when it knows.
final class PrefaceHandler: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// What a client of HTTP/2 says first (RFC 9113 section 3.4).
    private static let preface = Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8)
    /// Bytes within which a client of HTTP/1 has said its version.
    private static let longestRequestLine = 8 * 1024
    private static let explanation = "This port speaks gRPC, over HTTP/2 only.\n"

    private enum Language {
        case http2
        case http1
        case other
        case unknown
    }

    private let timeout: Duration
    private let meters: RefusalMeters
    private var bytes = ByteBuffer()
    private var patience: Scheduled<Void>?
    private var isRefused = false

    init(timeout: Duration, meters: RefusalMeters) {
        self.timeout = timeout
        self.meters = meters
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        patience?.cancel()
    }

    /// Tells nobody yet.
    func channelActive(context: ChannelHandlerContext) {
        patience = context.eventLoop.assumeIsolated().scheduleTask(in: TimeAmount(timeout)) {
            self.meters.count(.notHTTP2)
            context.close(promise: nil)
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        patience?.cancel()
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isRefused else { return }
        var more = unwrapInboundIn(data)
        bytes.writeBuffer(&more)
        switch language {
        case .unknown: break
        case .http1: refuse(context)
        case .http2, .other: passOn(context)
        }
    }

    private var language: Language {
        let said = bytes.readableBytesView
        guard !said.starts(with: Self.preface) else { return .http2 }
        guard !Self.preface.starts(with: said) else { return .unknown }
        guard let end = said.firstIndex(of: UInt8(ascii: "\n")) else {
            let mayBeHTTP = said.first.map { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) } ?? true
            return mayBeHTTP && said.count < Self.longestRequestLine ? .unknown : .other
        }
        return String(decoding: said[..<end], as: UTF8.self).contains(" HTTP/1.") ? .http1 : .other
    }

    private func passOn(_ context: ChannelHandlerContext) {
        let said = bytes
        bytes.clear()
        context.fireChannelActive()
        context.fireChannelRead(wrapInboundOut(said))
        context.pipeline.syncOperations.removeHandler(context: context, promise: nil)
    }

    private func refuse(_ context: ChannelHandlerContext) {
        isRefused = true
        patience?.cancel()
        meters.count(.http1)
        let answer = """
            HTTP/1.1 505 HTTP Version Not Supported\r
            Content-Type: text/plain; charset=utf-8\r
            Content-Length: \(Self.explanation.utf8.count)\r
            Connection: close\r
            \r
            \(Self.explanation)
            """
        let loopBound = context.loopBound
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: answer))).assumeIsolated().whenComplete { _ in
            loopBound.value.close(promise: nil)
        }
    }
}
