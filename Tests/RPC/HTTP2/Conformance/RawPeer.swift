import NIOCore
import NIOPosix

/// A client that sends whatever bytes a test gives it, and hears the frames that come back.
final class RawPeer {
    /// What a client hears.
    enum Heard: Equatable, Sendable {
        case frame(RawFrame)
        case closed
    }

    private let channel: any Channel
    private let heard: AsyncStream<Heard>
    private var lastFence: UInt32 = 0
    /// What was heard so far, for the message of a failing test.
    private(set) var log: [Heard] = []

    /// Connects to a server on this machine, and says nothing yet.
    init(port: Int) async throws {
        let (heard, continuation) = AsyncStream<Heard>.makeStream()
        self.heard = heard
        channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(FrameReader(continuation))
                }
            }
            .connect(host: "127.0.0.1", port: port).get()
    }

    deinit { channel.close(promise: nil) }

    /// Sends bytes; a connection that is closed already takes them silently.
    func send(_ bytes: [UInt8]) async {
        try? await channel.writeAndFlush(ByteBuffer(bytes: bytes)).get()
    }

    func send(_ frame: RawFrame) async {
        await send(frame.bytes)
    }

    /// Sends a ping that no other is like, and returns what is to come back.
    func sendFence() async -> [UInt8] {
        lastFence += 1
        let ping = RawFrame(kind: RawFrame.Kind.ping, payload: UInt32.max.bytes + lastFence.bytes)
        await send(ping)
        return ping.payload
    }

    /// The next frame, or the end.
    func next() async -> Heard {
        var frames = heard.makeAsyncIterator()
        let next = await frames.next() ?? .closed
        log.append(next)
        return next
    }

    /// Opens the connection as RFC 9113 section 3.4 says, and waits until both sides have taken the settings.
    func shakeHands(_ entries: KeyValuePairs<UInt16, UInt32> = [:]) async {
        await send(Self.preface + RawFrame.settings(entries).bytes)
        var (hasTheirs, hasTaken) = (false, false)
        while !hasTheirs || !hasTaken {
            guard case .frame(let frame) = await next() else { return }
            guard frame.kind == RawFrame.Kind.settings else { continue }
            if frame.flags == RawFrame.Flag.acknowledgement {
                hasTaken = true
            } else {
                hasTheirs = true
                await send(.settingsAcknowledged)
            }
        }
    }

    /// What a client says first.
    static let preface = Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8)
}

/// Cuts what comes into frames.
private final class FrameReader: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let heard: AsyncStream<RawPeer.Heard>.Continuation
    private var bytes = ByteBuffer()

    init(_ heard: AsyncStream<RawPeer.Heard>.Continuation) {
        self.heard = heard
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var more = unwrapInboundIn(data)
        bytes.writeBuffer(&more)
        while let header = bytes.getBytes(at: bytes.readerIndex, length: 9) {
            let length = header.prefix(3).reduce(0) { $0 << 8 | Int($1) }
            guard let payload = bytes.getBytes(at: bytes.readerIndex + 9, length: length) else { return }
            bytes.moveReaderIndex(forwardBy: 9 + length)
            let stream = header[5...].reduce(0) { $0 << 8 | UInt32($1) }
            heard.yield(.frame(RawFrame(kind: header[3], flags: header[4], stream: stream, payload: payload)))
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        heard.finish()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }
}
