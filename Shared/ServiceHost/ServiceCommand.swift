package import ArgumentParser
import Contracts
import Foundation
import Logging
import Metrics
import RPC
import ServiceLifecycle
import Settings
import Storage
import Telemetry
import UnixSignals

/// The command line of a service's own program.
package struct ServiceCommand<Program: ServiceProgram>: AsyncParsableCommand {
    package static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: Program.name, abstract: Program.summary,
            discussion: """
                Every setting can also be given as a variable (PARLEY_RPC_LISTEN for --rpc-listen) or in the file of \
                --config; flags go over variables, variables over the file.
                """)
    }

    @Option(help: "The folder that the service keeps its data in.")
    var data: String?
    @Option(help: ArgumentHelp("Where the other services connect.", valueName: "host:port"))
    var rpcListen: String?
    @Option(help: ArgumentHelp("Where health and metrics are asked for.", valueName: "host:port"))
    var opsListen: String?
    @Option(help: ArgumentHelp("A settings file: JSON, with // comments.", valueName: "file"))
    var config: String?

    package init() {}

    package func run() async throws {
        let configuration: Configuration
        do {
            configuration = try Configuration(
                HostSettings.catalogue(of: Program.self), sources: .process(file: config, flags: flags))
        } catch {
            throw ProcessExit.because("\(error)", in: Program.name, status: ProcessExit.unusableSettings)
        }
        OpenFiles.raiseLimit()
        Log.bootstrap(level: configuration[HostSettings.logLevel], format: configuration[HostSettings.logFormat])
        let registry = PrometheusRegistry(bounds: [:], includesProcess: true)
        MetricsSystem.bootstrap(registry)
        try await ProcessExit.guarding(Program.name) {
            let host = try ServiceHost(Program.self, configuration, logger: Logger(label: Program.name))
            try await serve(host, registry)
        }
    }

    /// Serves until SIGTERM or SIGINT: then the service drains, and the ops port stops last.
    private func serve(_ host: ServiceHost, _ registry: PrometheusRegistry) async throws {
        let service = try await Program.start(in: host)
        let (rpc, ops) = (host.rpcListen, host.configuration[HostSettings.opsListen(of: Program.self)])
        let board = HealthBoard()
        board.set(.notServing)
        let served = service.rpc + [HealthService(board)]
        let reflection = ReflectionService(of: served, files: ContractDescriptors.files)
        let server = HTTP2RPCServer(
            RPCRouter(served + [reflection]), security: host.security.forServer,
            prepareListener: { try AcceptBackoffHandler.protect($0, logger: host.logger) })
        let port: Int
        do {
            port = try await server.listen(host: rpc.host, port: rpc.port)
        } catch {
            throw StartError("cannot listen on \(rpc): \(error)")
        }
        let opsServer = OpsServer(
            host: ops.host, port: ops.port, health: host.health, metrics: registry, logger: host.logger,
            onListening: { opsPort in
                host.health.markRunning()
                await show(host.health, on: board)
                print(
                    "\(Program.name) is up: RPC \(HostPort(rpc.host, port)), ops http://\(HostPort(ops.host, opsPort))/ready"
                )
                fflush(nil)
            })
        let serving = BackgroundWork {
            await follow(host.health, on: board)
            host.health.beginDraining()
            board.shutDown()
            // A task of its own: this one is cancelled by now, and could not wait for the calls under way.
            await Task { await server.shutDown(grace: .seconds(5)) }.value
        }
        // What goes wrong is said by whoever ends the program.
        var quiet = host.logger
        quiet.logLevel = .critical
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: [opsServer, BackgroundWork(host.peers.run)] + host.security.upkeep
                    + service.services + [serving],
                gracefulShutdownSignals: [.sigterm, .sigint], logger: quiet))
        try await group.run()
        host.release()
    }

    /// Shows readiness to those who ask for it by gRPC, again and again until the program is to stop.
    private func follow(_ health: Health, on board: HealthBoard) async {
        while (try? await Task.sleep(for: .seconds(1))) != nil {
            await show(health, on: board)
        }
    }

    private func show(_ health: Health, on board: HealthBoard) async {
        board.set(await health.readiness().isHealthy ? .serving : .notServing)
    }

    private var flags: [String: String] {
        var flags: [String: String] = [:]
        flags["data"] = data
        flags["rpc-listen"] = rpcListen
        flags["ops-listen"] = opsListen
        return flags
    }
}
