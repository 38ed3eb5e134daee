import Contracts
import RPC
import Telemetry

/// The RPCs of a process: those of its service once that is there, and gRPC's own at all times.
struct ServedCalls: Sendable {
    /// Listens from the start on.
    let server: HTTP2RPCServer
    private let board: HealthBoard
    private let health: Health

    /// Prepares a server that answers health, and UNAVAILABLE to everything else.
    init(_ host: ServiceHost) {
        health = host.health
        board = HealthBoard()
        board.set(.notServing)
        var router = Self.router([HealthService(board)])
        router.answerAbsent(with: RPCStatus(.unavailable, reason: "starting", message: "the service is starting"))
        server = HTTP2RPCServer(
            router, security: host.security.forServer,
            prepareListener: { try AcceptBackoffHandler.protect($0, logger: host.logger) })
    }

    /// Serves a service from now on.
    func begin(_ services: [any RPCService]) async {
        let served = services + [HealthService(board)]
        server.serve(Self.router(served + [ReflectionService(of: served, files: ContractDescriptors.files)]))
        await show()
    }

    /// The handlers of some services, open to those who may call them.
    static func router(_ services: [any RPCService]) -> RPCRouter {
        var router = RPCRouter(services)
        router.admit { CallPermissions.admits($0, to: $1) }
        return router
    }

    /// Shows readiness to those who ask for it by gRPC, again and again until cancelled; then drains.
    func run() async {
        while (try? await Task.sleep(for: .seconds(1))) != nil {
            await show()
        }
        health.beginDraining()
        board.shutDown()
        // A task of its own: this one is cancelled by now, and could not wait for the calls under way.
        await Task { await server.shutDown(grace: .seconds(5)) }.value
    }

    private func show() async {
        board.set(await health.readiness().isHealthy ? .serving : .notServing)
    }
}
