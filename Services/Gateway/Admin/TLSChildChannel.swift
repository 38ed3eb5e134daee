import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import TLS

extension HTTPServerBuilder {
    /// HTTP/1.1, inside TLS where there is something to show.
    static func http1(inside security: (any TLSContextSource)?) -> HTTPServerBuilder {
        guard let security else { return .http1() }
        return HTTPServerBuilder { TLSChildChannel(security, HTTP1Channel(responder: $0)) }
    }
}

/// A connection of the HTTP framework with our TLS in front of it.
private struct TLSChildChannel<Base: ServerChildChannel>: ServerChildChannel {
    private let security: any TLSContextSource
    private let base: Base

    init(_ security: any TLSContextSource, _ base: Base) {
        self.security = security
        self.base = base
    }

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Base.Value> {
        channel.eventLoop.makeCompletedFuture {
            try channel.pipeline.syncOperations.addHandler(TLSHandler(security.current))
        }.flatMap { base.setup(channel: channel, logger: logger) }
    }

    func handle(value: Base.Value, logger: Logger) async {
        await base.handle(value: value, logger: logger)
    }
}
