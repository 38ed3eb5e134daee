import NIOCore
import NIOHTTP1
import NIOPosix
import NIOWebSocket

/// An open WebSocket: where to write, and the texts that arrive.
struct OpenSocket: Sendable {
    let channel: any Channel
    let messages: AsyncStream<[UInt8]>

    /// The largest message taken in.
    private static let largestMessage = 4 << 20
    /// How many messages may wait to be read before the connection is given up.
    private static let waitingMessages = 8192

    /// Connects, and changes the protocol to WebSocket.
    static func open(_ address: ServerAddress, headers: HTTPHeaders) async throws(ClientError) -> OpenSocket {
        let (messages, continuation) = AsyncStream.makeStream(
            of: [UInt8].self, bufferingPolicy: .bufferingOldest(waitingMessages))
        let upgraded: (any Channel)?
        do {
            upgraded = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .connectTimeout(.seconds(5))
                .channelOption(.tcpOption(.tcp_nodelay), value: 1)
                .connect(host: address.host, port: address.port) { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try upgrade(channel, address: address, headers: headers, messages: continuation)
                    }
                }
                .get()
        } catch {
            continuation.finish()
            throw .unreachable("\(error)")
        }
        guard let upgraded else {
            continuation.finish()
            throw .notUpgraded
        }
        return OpenSocket(channel: upgraded, messages: messages)
    }

    private static func upgrade(
        _ channel: any Channel, address: ServerAddress, headers: HTTPHeaders,
        messages: AsyncStream<[UInt8]>.Continuation
    ) throws -> EventLoopFuture<(any Channel)?> {
        let upgrader = NIOTypedWebSocketClientUpgrader<(any Channel)?>(maxFrameSize: largestMessage) { channel, _ in
            channel.eventLoop.makeCompletedFuture {
                try channel.pipeline.syncOperations.addHandlers([
                    NIOWebSocketFrameAggregator(
                        minNonFinalFragmentSize: 0, maxAccumulatedFrameCount: 1024,
                        maxAccumulatedFrameSize: largestMessage),
                    FrameReader(messages: messages),
                ])
                return channel
            }
        }
        let head = HTTPRequestHead(version: .http1_1, method: .GET, uri: address.path, headers: headers)
        let configuration = NIOTypedHTTPClientUpgradeConfiguration(
            upgradeRequestHead: head, upgraders: [upgrader],
            notUpgradingCompletionHandler: { channel in
                channel.close().recover { _ in }.map { nil }
            })
        return try channel.pipeline.syncOperations.configureUpgradableHTTPClientPipeline(
            configuration: .init(upgradeConfiguration: configuration))
    }
}
