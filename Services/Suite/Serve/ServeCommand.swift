import ArgumentParser
import Foundation
import Logging
import Metrics
import Settings
import Storage
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
    @Flag(help: "Make demonstration users, a group and a channel.")
    var demo = false
    @Option(help: ArgumentHelp("A settings file: JSON, with // comments.", valueName: "file"))
    var config: String?

    /// The exit status for settings that cannot be used (`EX_CONFIG`).
    private static let unusableSettings: Int32 = 78
    /// The exit status for a data folder or a port that cannot be had (`EX_UNAVAILABLE`).
    private static let unavailable: Int32 = 69

    func run() async throws {
        let settings: Configuration
        do {
            settings = try Configuration(SuiteSettings.catalogue, sources: .process(file: config, flags: flags))
        } catch {
            throw fail(with: "\(error)", Self.unusableSettings)
        }
        Log.bootstrap(level: settings[SuiteSettings.logLevel], format: settings[SuiteSettings.logFormat])
        let registry = PrometheusRegistry(bounds: [:], includesProcess: true)
        MetricsSystem.bootstrap(registry)
        do {
            let suite = try await EmbeddedSuite.start(settings, registry: registry)
            try await suite.run()
        } catch let error as DataFolderError {
            throw fail(with: "\(error)", Self.unavailable)
        } catch let error as DatabaseOpenError {
            throw fail(with: "\(error)", Self.unavailable)
        } catch let error as StartError {
            throw fail(with: error.description, Self.unavailable)
        }
    }

    private var flags: [String: String] {
        var flags: [String: String] = [:]
        flags["data"] = data
        flags["listen"] = listen
        flags["grpc-listen"] = grpcListen
        flags["admin-listen"] = adminListen
        flags["ops-listen"] = opsListen
        if demo {
            flags["demo"] = "true"
        }
        return flags
    }

    private func fail(with message: String, _ status: Int32) -> ExitCode {
        FileHandle.standardError.write(Data("parley: \(message)\n".utf8))
        return ExitCode(status)
    }
}

/// Why the suite did not start.
struct StartError: Error, CustomStringConvertible {
    let description: String
}
