import HTTPTypes
import Hummingbird
package import Logging
import NIOCore
import ServiceHost
import ServiceLifecycle
import Synchronization
package import TLS
import Telemetry

/// The administrators' port.
///
/// Its REST API is not built yet: every request is told so, as RFC 9457 prescribes.
package struct AdminServer: Service {
    private let host: String
    private let port: Int
    private let security: (any TLSContextSource)?
    private let logger: Logger
    private let onListening: @Sendable (Int) async -> Void

    /// Creates a server.
    ///
    /// - `port`: 0 takes any free one; `onListening` is told which.
    /// - `security`: The certificate that callers are shown; nil goes without TLS.
    package init(
        host: String, port: Int, security: (any TLSContextSource)? = nil, logger: Logger,
        onListening: @escaping @Sendable (Int) async -> Void = { _ in }
    ) {
        self.host = host
        self.port = port
        self.security = security
        self.logger = logger
        self.onListening = onListening
    }

    private static var notBuilt: Response {
        let problem = #"{"type":"about:blank","title":"Not Implemented","status":501}"#
        return Response(
            status: .notImplemented, headers: [.contentType: "application/problem+json"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: problem)))
    }

    /// Serves until shut down.
    ///
    /// - Throws: `StartError` when the address cannot be listened at.
    package func run() async throws {
        let isListening = Atomic(false)
        let router = Router()
        for method in [HTTPRequest.Method.get, .head, .post, .put, .patch, .delete] {
            router.on("**", method: method) { _, _ in Self.notBuilt }
        }
        var quiet = logger
        // The framework takes every end for an error; what matters is told by the one who starts us.
        quiet.logLevel = .critical
        let application = Application(
            router: router, server: .http1(inside: security),
            configuration: .init(address: .hostname(host, port: port)),
            onServerRunning: { [logger, onListening] channel in
                isListening.store(true, ordering: .relaxed)
                channel.eventLoop.execute {
                    // It fails only when the channel is closed already.
                    try? AcceptBackoffHandler.protect(channel, logger: logger)
                }
                await onListening(channel.localAddress?.port ?? 0)
            },
            logger: quiet)
        do {
            try await application.run()
        } catch  where !isListening.load(ordering: .relaxed) && !Task.isCancelled {
            throw StartError("cannot listen on \(host):\(port): \(error)")
        }
    }
}
