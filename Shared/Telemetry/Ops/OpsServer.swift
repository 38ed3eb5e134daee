import HTTPTypes
import Hummingbird
package import Logging
import NIOCore
import ServiceLifecycle
import Synchronization

/// Serves the port for operators over HTTP/1.1.
///
/// | path | answer |
/// |---|---|
/// | `/live` | 200, or 503 when the process should be restarted |
/// | `/ready` | 200, or 503 while it starts, drains or a check fails; the body names the checks |
/// | `/metrics` | the metrics in Prometheus text |
///
/// Nothing here needs a password, and nothing here names a user. It is to be the first of a group of services, so that
/// it stops last and says 503 as long as others drain.
package struct OpsServer: Service {
    /// The most connections at a time; further ones wait.
    private static let connectionLimit = 256

    /// How long a connection may say nothing.
    private static let idleTimeout = TimeAmount.seconds(30)

    private let host: String
    private let port: Int
    private let health: Health
    private let metrics: PrometheusRegistry
    private let logger: Logger
    private let onListening: @Sendable (Int) async -> Void

    /// Names the place and what is told there.
    ///
    /// - Parameters:
    ///   - host: A name or address of this machine.
    ///   - port: From 0 to 65535, where 0 lets the system choose.
    ///   - health: What `/live` and `/ready` ask.
    ///   - metrics: What `/metrics` shows.
    ///   - logger: Gets what goes wrong.
    ///   - onListening: Called once with the port that is really listened on.
    package init(
        host: String, port: Int, health: Health, metrics: PrometheusRegistry, logger: Logger,
        onListening: @escaping @Sendable (_ port: Int) async -> Void = { _ in }
    ) {
        self.host = host
        self.port = port
        self.health = health
        self.metrics = metrics
        self.logger = logger
        self.onListening = onListening
    }

    /// Serves until the group shuts down or the task is cancelled.
    ///
    /// - Throws: `OpsServerError.cannotListen`.
    package func run() async throws {
        let isListening = Atomic(false)
        var quiet = logger
        // The framework greets, and takes every end for an error; what matters is told by the one who starts us.
        quiet.logLevel = .critical
        let application = Application(
            router: router(),
            server: .http1(configuration: .init(idleTimeout: Self.idleTimeout)),
            configuration: ApplicationConfiguration(
                address: .hostname(host, port: port),
                availableConnectionsDelegate: .maximum(Self.connectionLimit, logger: quiet)),
            onServerRunning: { [logger, port, onListening] channel in
                isListening.store(true, ordering: .relaxed)
                channel.eventLoop.execute {
                    // It fails only when the channel is closed already.
                    try? AcceptBackoffHandler.protect(channel, logger: logger)
                }
                await onListening(channel.localAddress?.port ?? port)
            },
            logger: quiet)
        do {
            try await application.run()
        } catch  where !isListening.load(ordering: .relaxed) && !Task.isCancelled {
            throw OpsServerError.cannotListen(host: host, port: port, reason: "\(error)")
        }
    }

    private func router() -> Router<BasicRequestContext> {
        let router = Router(options: [.autoGenerateHeadEndpoints])
        router.get("live") { [health] _, _ in Self.response(await health.liveness()) }
        router.get("ready") { [health] _, _ in Self.response(await health.readiness()) }
        router.get("metrics") { [metrics] _, _ in
            Self.response(.ok, PrometheusRegistry.contentType, metrics.exposition())
        }
        return router
    }

    private static func response(_ report: HealthReport) -> Response {
        response(report.isHealthy ? .ok : .serviceUnavailable, "application/json", report.json)
    }

    private static func response(_ status: HTTPResponse.Status, _ type: String, _ body: [UInt8]) -> Response {
        Response(
            status: status,
            headers: [.contentType: type, .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: body)))
    }
}
