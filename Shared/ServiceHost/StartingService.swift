import Logging
import ServiceLifecycle
import Telemetry

/// A service as the lifecycle sees it from the first moment on: it is put together, which may have to wait for servers,
/// and then runs.
struct StartingService: Service {
    private let program: any ServiceProgram.Type
    private let host: ServiceHost
    private let calls: ServedCalls
    private let announce: @Sendable () async throws -> @Sendable () -> Void

    /// Names the program.
    ///
    /// - Parameters:
    ///   - program: What is started.
    ///   - host: What its process has.
    ///   - calls: Gets its RPCs.
    ///   - announce: Says that it is starting, and returns what says that it is up.
    init(
        _ program: any ServiceProgram.Type, in host: ServiceHost, _ calls: ServedCalls,
        announce: @escaping @Sendable () async throws -> @Sendable () -> Void
    ) {
        self.program = program
        self.host = host
        self.calls = calls
        self.announce = announce
    }

    /// Starts the service and runs it until the program is to stop; a start that waits is given up then.
    ///
    /// - Throws: What makes a start impossible, and what the service's work throws.
    func run() async throws {
        guard let service = try await start() else { return }
        guard !service.services.isEmpty else {
            try? await gracefulShutdown()
            return
        }
        var quiet = host.logger
        quiet.logLevel = .critical
        try await ServiceGroup(services: service.services, logger: quiet).run()
    }

    /// - Returns: nil when the program is to stop before the service is there.
    private func start() async throws -> HostedService? {
        do {
            return try await cancelWhenGracefulShutdown {
                let isUp = try await announce()
                let service = try await program.start(in: host)
                host.health.markRunning()
                await calls.begin(service.rpc)
                isUp()
                return service
            }
        } catch is CancellationError {
            return nil
        }
    }
}
