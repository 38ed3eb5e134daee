internal import NIOCore
internal import NIOHTTP1
internal import TLS

/// Sets up the channels of accepted connections.
struct EdgeChannelInitializer: Sendable {
    /// A channel keeps the buffer it read into last: small at first, and never large.
    static let receiveAllocator = AdaptiveRecvByteBufferAllocator(minimum: 64, initial: 256, maximum: 8192)

    private let settings: EdgeSettings
    private let loops: [ObjectIdentifier: NIOLoopBound<ConnectionLoop>]
    private let directory: LongPollDirectory
    private let meters: EdgeMeters
    private let connections = ConnectionCount()

    /// Creates an initializer.
    ///
    /// - Parameters:
    ///   - settings: How the port behaves.
    ///   - loops: The parts of all event loops that connections may come on.
    ///   - meters: What is counted.
    init(settings: EdgeSettings, loops: [NIOLoopBound<ConnectionLoop>], meters: EdgeMeters) {
        self.settings = settings
        self.loops = Dictionary(uniqueKeysWithValues: loops.map { (ObjectIdentifier($0.eventLoop), $0) })
        directory = LongPollDirectory(loops)
        self.meters = meters
    }

    /// How many connections there are.
    var count: Int { connections.value }

    /// Makes an accepted connection one that speaks HTTP.
    @Sendable func initialize(_ channel: any Channel) -> EventLoopFuture<Void> {
        channel.eventLoop.makeCompletedFuture {
            guard let loop = loops[ObjectIdentifier(channel.eventLoop)]?.value else {
                throw ChannelError.operationUnsupported
            }
            let isRefused = connections.enter() > settings.maxConnections
            channel.closeFuture.whenComplete { [connections] _ in connections.leave() }
            meters.accepted(isRefused: isRefused)
            if let security = settings.security {
                try channel.pipeline.syncOperations.addHandler(TLSHandler(security.current))
            }
            try Self.addHandlers(to: channel, loop: loop, directory: directory, refusesService: isRefused)
        }
    }

    /// Makes a channel speak HTTP.
    ///
    /// - Parameters:
    ///   - channel: A channel without handlers.
    ///   - loop: The part of the channel's event loop.
    ///   - directory: The sessions of long polls.
    ///   - refusesService: Whether every request is answered with 503.
    /// - Throws: When the channel is closed already.
    static func addHandlers(
        to channel: any Channel, loop: ConnectionLoop, directory: LongPollDirectory, refusesService: Bool
    ) throws {
        var limits = NIOHTTPDecoderLimitConfiguration()
        limits.maxHeaderFieldSize = loop.settings.maxHeaderSize
        limits.maxHeaderListSize = loop.settings.maxHeaderSize
        let decoder = ByteToMessageHandler(
            HTTPRequestDecoder(leftOverBytesStrategy: .forwardBytes, limitConfiguration: limits))
        let handler = HTTPEdgeHandler(
            loop: loop, directory: directory, decoder: decoder, refusesService: refusesService)
        try channel.pipeline.syncOperations.addHandlers(decoder, handler)
    }
}
