import NIOCore
import NIOEmbedded
import TLS

/// A client and a server whose bytes a test carries, and whose time stands still.
final class EmbeddedPair {
    let client: Side
    let server: Side

    /// One side: its channel, and what came through its pipeline so far.
    final class Side {
        let channel = EmbeddedChannel()
        fileprivate(set) var events: [End.Event] = []
        let flushes = FlushCounter()

        init(_ context: TLSContext, alsoHandles handler: (any ChannelHandler)? = nil) throws {
            let pipeline = channel.pipeline.syncOperations
            try pipeline.addHandler(flushes)
            try pipeline.addHandler(TLSHandler(context))
            if let handler { try pipeline.addHandler(handler) }
            try pipeline.addHandler(EventList { [unowned self] event in self.events.append(event) })
            channel.connect(to: try SocketAddress(ipAddress: "127.0.0.1", port: 1), promise: nil)
        }

        /// All plaintext that came.
        var bytes: [UInt8] {
            var bytes: [UInt8] = []
            for case .bytes(let buffer) in events { bytes += buffer.readableBytesView }
            return bytes
        }

        /// What went wrong.
        var failures: [TLSError] {
            events.compactMap { event in
                if case .failure(let error) = event { error } else { nil }
            }
        }

        /// The ciphertext that is to go.
        func output() throws -> [ByteBuffer] {
            var output: [ByteBuffer] = []
            while let buffer = try channel.readOutbound(as: ByteBuffer.self) { output.append(buffer) }
            return output
        }
    }

    init(serverHandler: (any ChannelHandler)? = nil) throws {
        let certificates = try Certificates()
        client = try Side(try TLSContext(certificates.client()))
        server = try Side(try TLSContext(try certificates.server()), alsoHandles: serverHandler)
    }

    /// Carries bytes in both directions until there are none.
    ///
    /// - Parameter pieceSize: How many at once.
    /// - Throws: What a channel throws when it is asked for its output.
    func exchange(pieceSize: Int = .max) throws {
        var isQuiet = false
        while !isQuiet {
            isQuiet = true
            for (from, to) in [(client, server), (server, client)] {
                for var buffer in try from.output() {
                    while buffer.readableBytes > 0, to.channel.isActive {
                        isQuiet = false
                        let count = min(pieceSize, buffer.readableBytes)
                        guard let piece = buffer.readSlice(length: count) else { break }
                        to.channel.pipeline.fireChannelRead(piece)
                        to.channel.pipeline.fireChannelReadComplete()
                    }
                }
                to.channel.embeddedEventLoop.run()
            }
        }
    }
}

/// Counts the flushes that reach a channel.
final class FlushCounter: ChannelOutboundHandler {
    typealias OutboundIn = ByteBuffer

    private(set) var count = 0

    func flush(context: ChannelHandlerContext) {
        count += 1
        context.flush()
    }
}

/// Hands on what comes through a pipeline.
private final class EventList: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let see: (End.Event) -> Void

    init(_ see: @escaping (End.Event) -> Void) {
        self.see = see
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        see(.bytes(unwrapInboundIn(data)))
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if let outcome = event as? TLSHandshakeCompleted { see(.handshake(outcome)) }
        if case .inputClosed? = event as? ChannelEvent { see(.inputClosed) }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        if let error = error as? TLSError { see(.failure(error)) }
    }

    func channelInactive(context: ChannelHandlerContext) {
        see(.closed)
    }
}
