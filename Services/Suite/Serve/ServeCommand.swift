import ArgumentParser
import Logging
import Metrics
import ServiceHost
import Settings
import Telemetry

/// `parley serve`: runs the whole suite in this process, on embedded storage.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Run the whole suite in one process, on embedded storage.",
        discussion: """
            Every setting can also be given as a variable (PARLEY_LISTEN for --listen) or in the file of --config; flags
            go over variables, variables over the file.
            """)

    @Option(help: "The folder that everything is kept in.")
    var data: String?
    @Option(help: ArgumentHelp("Where clients connect.", valueName: "host:port"))
    var listen: String?
    @Option(help: ArgumentHelp("Where gRPC clients connect.", valueName: "host:port"))
    var grpcListen: String?
    @Option(help: ArgumentHelp("Where administrators' programs connect.", valueName: "host:port"))
    var adminListen: String?
    @Option(help: ArgumentHelp("Where health and metrics are asked for.", valueName: "host:port"))
    var opsListen: String?
    @Option(name: .customLong("static"), help: ArgumentHelp("A web client to serve to browsers.", valueName: "folder"))
    var webRoot: String?
    @Flag(help: "Make demonstration users, a group and a channel.")
    var demo = false
    @Option(help: ArgumentHelp("A settings file: JSON, with // comments.", valueName: "file"))
    var config: String?

    func run() async throws {
        let settings: Configuration
        do {
            settings = try Configuration(SuiteSettings.catalogue, sources: .process(file: config, flags: flags))
        } catch {
            throw ProcessExit.because("\(error)", in: "parley", status: ProcessExit.unusableSettings)
        }
        OpenFiles.raiseLimit()
        Log.bootstrap(level: settings[SuiteSettings.logLevel], format: settings[SuiteSettings.logFormat])
        let registry = PrometheusRegistry(bounds: [:], includesProcess: true)
        MetricsSystem.bootstrap(registry)
        try await ProcessExit.guarding("parley") {
            try await EmbeddedSuite.start(settings, registry: registry).run()
        }
    }

    private var flags: [String: String] {
        var flags: [String: String] = [:]
        flags["data"] = data
        flags["listen"] = listen
        flags["grpc-listen"] = grpcListen
        flags["admin-listen"] = adminListen
        flags["ops-listen"] = opsListen
        flags["static"] = webRoot
        if demo {
            flags["demo"] = "true"
        }
        return flags
    }
}
