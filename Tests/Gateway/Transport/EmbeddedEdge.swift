import NIOCore
import NIOEmbedded
import NIOHTTP1

@testable import Gateway

/// One connection without a network, and time that stands still.
struct EmbeddedEdge {
    let channel = EmbeddedChannel()
    let sink = RecordingSink()
    let loop: ConnectionLoop

    init(_ settings: EdgeSettings = EdgeSettings(), polls: ConnectionCount = ConnectionCount()) {
        loop = ConnectionLoop(
            eventLoop: channel.eventLoop, settings: settings, meters: EdgeMeters(), sink: sink, polls: polls)
        loop.start()
    }

    /// A connection whose handshake is done.
    static func webSocket(_ settings: EdgeSettings = EdgeSettings()) throws -> EmbeddedEdge {
        let edge = EmbeddedEdge(settings)
        try edge.channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
        try edge.channel.pipeline.syncOperations.addHandler(WebSocketConnection(loop: edge.loop))
        return edge
    }

    /// A connection that speaks HTTP.
    static func http(
        _ settings: EdgeSettings = EdgeSettings(), polls: ConnectionCount = ConnectionCount(), isRefused: Bool = false
    ) throws -> EmbeddedEdge {
        let edge = EmbeddedEdge(settings, polls: polls)
        try edge.channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
        try EdgeChannelInitializer.addHandlers(
            to: edge.channel, loop: edge.loop,
            directory: LongPollDirectory([NIOLoopBound(edge.loop, eventLoop: edge.channel.eventLoop)]),
            refusesService: isRefused)
        return edge
    }

    /// Lets bytes arrive.
    func receive(_ bytes: [UInt8]) throws {
        try channel.writeInbound(ByteBuffer(bytes: bytes))
        channel.embeddedEventLoop.run()
    }

    func receive(_ text: String) throws {
        try receive(Array(text.utf8))
    }

    /// What has gone out since the last call, write by write.
    func writes() throws -> [[UInt8]] {
        channel.embeddedEventLoop.run()
        var writes: [[UInt8]] = []
        while let buffer = try channel.readOutbound(as: ByteBuffer.self) {
            writes.append(Array(buffer.readableBytesView))
        }
        return writes
    }

    /// What has gone out since the last call.
    func sent() throws -> [UInt8] {
        try writes().flatMap(\.self)
    }

    func sentText() throws -> String {
        String(decoding: try sent(), as: UTF8.self)
    }

    /// Lets time pass.
    func advance(_ time: Duration) {
        channel.embeddedEventLoop.advanceTime(by: TimeAmount(time))
    }
}
