import NIOCore
import TLS

/// One end of a connection, and what its handlers see behind TLS.
struct End {
    /// Something that came through the pipeline.
    enum Event: Equatable {
        case handshake(TLSHandshakeCompleted)
        case bytes(ByteBuffer)
        case inputClosed
        case failure(TLSError)
        case closed
    }

    let channel: any Channel
    let events: AsyncStream<Event>

    /// How the handshake comes out.
    func handshake() async -> Result<TLSHandshakeCompleted, TLSError> {
        for await event in events {
            switch event {
            case .handshake(let outcome): return .success(outcome)
            case .failure(let error): return .failure(error)
            case .closed: return .failure(.truncated)
            case .bytes, .inputClosed: continue
            }
        }
        return .failure(.truncated)
    }

    /// Why the connection ends; nil when it ends well.
    func failure() async -> TLSError? {
        for await event in events {
            switch event {
            case .failure(let error): return error
            case .closed: return nil
            default: continue
            }
        }
        return nil
    }

    /// The next bytes, as many as there are to be; fewer when the connection ends before.
    func read(_ count: Int) async -> [UInt8] {
        Array(await readBuffer(count).readableBytesView)
    }

    /// The same for very many bytes.
    func readBuffer(_ count: Int) async -> ByteBuffer {
        var bytes = ByteBuffer()
        guard count > 0 else { return bytes }
        bytes.reserveCapacity(count)
        for await event in events {
            switch event {
            case .bytes(let buffer): bytes.writeImmutableBuffer(buffer)
            case .closed: return bytes
            default: continue
            }
            if bytes.readableBytes >= count { return bytes }
        }
        return bytes
    }

    /// Sends bytes; returns when they are with the system.
    func write(_ bytes: some Sequence<UInt8>) async throws {
        try await channel.writeAndFlush(ByteBuffer(bytes: bytes))
    }

    /// Closes the connection; it may be closed already.
    func close() async {
        try? await channel.close()
    }
}

/// Tells a test what comes through a pipeline; sends back what it reads, where it is to.
final class Recorder: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let continuation: AsyncStream<End.Event>.Continuation
    private let echoes: Bool

    init(_ continuation: AsyncStream<End.Event>.Continuation, echoes: Bool) {
        self.continuation = continuation
        self.echoes = echoes
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !echoes else {
            context.write(data, promise: nil)
            return
        }
        continuation.yield(.bytes(unwrapInboundIn(data)))
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        if echoes { context.flush() }
        context.fireChannelReadComplete()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if let outcome = event as? TLSHandshakeCompleted { continuation.yield(.handshake(outcome)) }
        if case .inputClosed? = event as? ChannelEvent { continuation.yield(.inputClosed) }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        if let error = error as? TLSError { continuation.yield(.failure(error)) }
    }

    func channelInactive(context: ChannelHandlerContext) {
        continuation.yield(.closed)
        continuation.finish()
    }
}
