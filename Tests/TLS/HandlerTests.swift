import NIOCore
import NIOEmbedded
import Synchronization
import TLS
import Testing

@Suite struct HandlerTests {
    @Test("A connection comes about however its bytes are cut", arguments: [1, 2, 5, 100, Int.max])
    func drips(pieceSize: Int) throws {
        let pair = try EmbeddedPair()
        pair.client.channel.writeAndFlush(ByteBuffer(string: "hello"), promise: nil)
        try pair.exchange(pieceSize: pieceSize)
        #expect(pair.server.bytes == Array("hello".utf8))
        guard case .handshake = pair.server.events.first else {
            Issue.record("\(pair.server.events)")
            return
        }
    }

    @Test("A handshake that takes too long is given up")
    func timeout() throws {
        let pair = try EmbeddedPair()
        for side in [pair.client, pair.server] {
            side.channel.embeddedEventLoop.advanceTime(by: .seconds(9))
            #expect(side.channel.isActive)
            side.channel.embeddedEventLoop.advanceTime(by: .seconds(1))
            #expect(side.events == [.failure(.handshakeTimedOut), .closed])
            #expect(!side.channel.isActive)
        }
    }

    @Test("One that is done is not given up")
    func noTimeout() throws {
        let pair = try EmbeddedPair()
        try pair.exchange()
        pair.client.channel.embeddedEventLoop.advanceTime(by: .hours(1))
        #expect(pair.client.channel.isActive)
        #expect(pair.client.failures == [])
    }

    @Test("No more than the limit waits for the handshake")
    func waitingLimit() throws {
        let pair = try EmbeddedPair()
        let channel = pair.client.channel
        let promise = channel.eventLoop.makePromise(of: Void.self)
        channel.write(ByteBuffer(repeating: 1, count: TLSHandler.waitingLimit), promise: promise)
        #expect(channel.isActive)
        channel.write(ByteBuffer(repeating: 1, count: 1), promise: nil)
        #expect(!channel.isActive)
        #expect(pair.client.failures == [.tooMuchWaiting])
        #expect(throws: TLSError.tooMuchWaiting) { try promise.futureResult.wait() }
    }

    @Test("Small writes make one record, sent at the flush; their promises are kept together")
    func coalescing() throws {
        let pair = try EmbeddedPair()
        try pair.exchange()
        let channel = pair.client.channel
        let kept = Counter()
        for _ in 0..<100 {
            channel.write(ByteBuffer(repeating: 1, count: 10)).whenSuccess { kept.increment() }
        }
        #expect(try pair.client.output() == [])
        channel.flush()
        #expect(kept.count == 100)
        let output = try pair.client.output()
        #expect(output.count == 1)
        #expect(output.reduce(0) { $0 + $1.readableBytes } < 1000 + 40)
    }

    @Test("What is answered to many records that came at once is flushed once")
    func oneFlush() throws {
        let pair = try EmbeddedPair(serverHandler: EagerEcho())
        try pair.exchange()
        for _ in 0..<10 { pair.client.channel.writeAndFlush(ByteBuffer(string: "x"), promise: nil) }
        let before = pair.server.flushes.count
        for buffer in try pair.client.output() { pair.server.channel.pipeline.fireChannelRead(buffer) }
        #expect(pair.server.flushes.count == before)
        pair.server.channel.pipeline.fireChannelReadComplete()
        #expect(pair.server.flushes.count == before + 1)
        try pair.exchange()
        #expect(pair.client.bytes.count == 10)
    }

    @Test("A channel that cannot be written to makes no ciphertext until it can")
    func backpressure() throws {
        let pair = try EmbeddedPair()
        try pair.exchange()
        let channel = pair.client.channel
        channel.isWritable = false
        channel.pipeline.fireChannelWritabilityChanged()
        let kept = Counter()
        channel.writeAndFlush(ByteBuffer(repeating: 7, count: 1_000_000)).whenSuccess { kept.increment() }
        #expect(try pair.client.output() == [])
        #expect(kept.count == 0)
        channel.isWritable = true
        channel.pipeline.fireChannelWritabilityChanged()
        #expect(kept.count == 1)
        try pair.exchange()
        #expect(pair.server.bytes == [UInt8](repeating: 7, count: 1_000_000))
    }

    @Test("A goodbye closes the other side without a failure")
    func goodbye() throws {
        let pair = try EmbeddedPair()
        try pair.exchange()
        pair.client.channel.close(promise: nil)
        try pair.exchange()
        #expect(!pair.server.channel.isActive)
        #expect(pair.server.failures == [])
        #expect(pair.server.events.last == .closed)
    }

    @Test("No goodbye is said when something is left to send")
    func noGoodbye() throws {
        let pair = try EmbeddedPair()
        try pair.exchange()
        pair.client.channel.isWritable = false
        let promise = pair.client.channel.eventLoop.makePromise(of: Void.self)
        pair.client.channel.writeAndFlush(ByteBuffer(string: "lost"), promise: promise)
        pair.client.channel.close(promise: nil)
        #expect(try pair.client.output() == [])
        #expect(throws: ChannelError.self) { try promise.futureResult.wait() }
    }

    @Test("An end without a goodbye is told")
    func truncated() throws {
        let pair = try EmbeddedPair()
        try pair.exchange()
        pair.server.channel.pipeline.fireChannelInactive()
        #expect(pair.server.failures == [.truncated])
    }

    @Test("An empty write is kept when what was written before is sent")
    func emptyWrite() throws {
        let pair = try EmbeddedPair()
        let kept = Counter()
        pair.client.channel.writeAndFlush(ByteBuffer()).whenSuccess { kept.increment() }
        #expect(kept.count == 0)
        try pair.exchange()
        #expect(kept.count == 1)
        pair.client.channel.writeAndFlush(ByteBuffer()).whenSuccess { kept.increment() }
        #expect(kept.count == 2)
    }

    @Test("Writes after the end fail")
    func lateWrite() throws {
        let pair = try EmbeddedPair()
        pair.client.channel.close(promise: nil)
        let late = pair.client.channel.writeAndFlush(ByteBuffer(string: "late"))
        #expect(throws: (any Error).self) { try late.wait() }
    }
}

/// A count that closures share.
private final class Counter: Sendable {
    private let state = Mutex(0)

    var count: Int { state.withLock(\.self) }

    func increment() {
        state.withLock { $0 += 1 }
    }
}

/// Answers each read at once, and flushes each answer.
private final class EagerEcho: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        context.writeAndFlush(data, promise: nil)
    }
}
