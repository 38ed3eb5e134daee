import NIOCore
import NIOHTTP1
import NIOPosix
import NIOWebSocket

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// An open WebSocket: where to write, and the texts that arrive.
struct OpenSocket: Sendable {
    let channel: any Channel
    let messages: AsyncStream<[UInt8]>

    /// The largest message taken in.
    private static let largestMessage = 4 << 20
    /// How many messages may wait to be read before the connection is given up.
    private static let waitingMessages = 8192
    /// The server asks for a sign of life every 50 seconds: without anything for so long, it is gone.
    private static let longestSilence = TimeAmount.seconds(150)

    /// Connects, and changes the protocol to WebSocket.
    ///
    /// - Parameters:
    ///   - address: Where the server is.
    ///   - headers: What the request says besides.
    ///   - patience: How long connecting may take, and then changing the protocol.
    /// - Returns: The socket.
    /// - Throws: `unreachable` or `notUpgraded`.
    static func open(
        _ address: ServerAddress, headers: HTTPHeaders, patience: TimeAmount
    ) async throws(ClientError) -> OpenSocket {
        let (messages, continuation) = AsyncStream.makeStream(
            of: [UInt8].self, bufferingPolicy: .bufferingOldest(waitingMessages))
        let upgraded: (any Channel)?
        do {
            upgraded = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .connectTimeout(patience)
                .channelOption(.tcpOption(.tcp_nodelay), value: 1)
                .connect(host: address.host, port: address.port) { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try upgrade(
                            channel, address: address, headers: headers, patience: patience, messages: continuation)
                    }
                }
                .get()
        } catch {
            continuation.finish()
            throw .unreachable(reason(for: error))
        }
        guard let upgraded else {
            continuation.finish()
            throw .notUpgraded
        }
        return OpenSocket(channel: upgraded, messages: messages)
    }

    private static func upgrade(
        _ channel: any Channel, address: ServerAddress, headers: HTTPHeaders, patience: TimeAmount,
        messages: AsyncStream<[UInt8]>.Continuation
    ) throws -> EventLoopFuture<(any Channel)?> {
        let upgrader = NIOTypedWebSocketClientUpgrader<(any Channel)?>(maxFrameSize: largestMessage) { channel, _ in
            channel.eventLoop.makeCompletedFuture {
                try channel.pipeline.syncOperations.addHandlers([
                    IdleStateHandler(readTimeout: longestSilence),
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
        let upgraded = try channel.pipeline.syncOperations.configureUpgradableHTTPClientPipeline(
            configuration: .init(upgradeConfiguration: configuration))
        // Something may listen there that never answers.
        let impatience = channel.eventLoop.scheduleTask(in: patience) { channel.close(promise: nil) }
        upgraded.whenComplete { _ in impatience.cancel() }
        return upgraded
    }

    /// Why there is no connection, for people.
    private static func reason(for error: any Error) -> String {
        switch error {
        case let error as NIOConnectionError:
            if let failure = error.connectionErrors.first { return reason(for: failure.error) }
            return "no such host"
        case let error as IOError where error.errnoCode == ECONNREFUSED: return "nothing listens there"
        case let error as IOError: return error.description
        case ChannelError.connectTimeout: return "no answer"
        case ChannelError.inappropriateOperationForState, ChannelError.inputClosed, ChannelError.ioOnClosedChannel:
            return "something listens there, but does not answer"
        default: return "\(error)"
        }
    }
}
