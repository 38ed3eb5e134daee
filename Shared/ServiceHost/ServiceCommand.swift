package import ArgumentParser
import Foundation
import Logging
import Metrics
import RPC
import ServiceLifecycle
import Settings
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

    /// Serves until SIGTERM or SIGINT.
    ///
    /// The ops port opens first and closes last, so that it can be asked what a start waits for. RPCs are answered
    /// UNAVAILABLE until the service is there.
    private func serve(_ host: ServiceHost, _ registry: PrometheusRegistry) async throws {
        let (rpc, ops) = (host.rpcListen, host.configuration[HostSettings.opsListen(of: Program.self)])
        let calls = ServedCalls(host)
        let port: Int
        do {
            port = try await calls.server.listen(host: rpc.host, port: rpc.port)
        } catch {
            throw StartError("cannot listen on \(rpc): \(error)")
        }
        let (opsPorts, opsListening) = AsyncStream.makeStream(of: HostPort.self)
        let opsServer = OpsServer(
            host: ops.host, port: ops.port, health: host.health, metrics: registry, logger: host.logger,
            onListening: { opsPort in
                opsListening.yield(HostPort(ops.host, opsPort))
                opsListening.finish()
            })
        let starting = StartingService(Program.self, in: host, calls) {
            guard let place = await opsPorts.first(where: { _ in true }) else { throw CancellationError() }
            say("is starting: ops http://\(place)/ready")
            return { say("is up: RPC \(HostPort(rpc.host, port)), ops http://\(place)/ready") }
        }
        // What goes wrong is said by whoever ends the program.
        var quiet = host.logger
        quiet.logLevel = .critical
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: [
                    opsServer, BackgroundWork(host.peers.run), BackgroundWork(host.forgetLostNodes),
                    BackgroundWork(Heap.giveBackAtRest),
                ] + host.security.upkeep + [starting, BackgroundWork(calls.run)],
                gracefulShutdownSignals: [.sigterm, .sigint], logger: quiet))
        try await group.run()
        host.release()
    }

    private func say(_ text: String) {
        print("\(Program.name) \(text)")
        fflush(nil)
    }

    private var flags: [String: String] {
        var flags: [String: String] = [:]
        flags["data"] = data
        flags["rpc-listen"] = rpcListen
        flags["ops-listen"] = opsListen
        return flags
    }
}
