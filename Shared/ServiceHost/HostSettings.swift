import Logging
import Settings
import Telemetry

/// What can be set about every service.
package enum HostSettings {
    static let data = Setting(
        "data", default: "parley-data", flag: "data", "The folder that the service keeps its data in.")
    static let logLevel = Setting(choice: "log.level", default: Logger.Level.notice, "How much is logged.")
    static let logFormat = Setting(choice: "log.format", default: LogFormat.text, "How it is logged.")

    /// Where a program's RPCs are served.
    static func rpcListen(of program: any ServiceProgram.Type) -> Setting<HostPort> {
        Setting(
            "rpcListen", default: HostPort("127.0.0.1", program.rpcPort), flag: "rpc-listen",
            "Where the other services connect.")
    }

    /// Where a program is asked for health and metrics.
    static func opsListen(of program: any ServiceProgram.Type) -> Setting<HostPort> {
        Setting(
            "opsListen", default: HostPort("127.0.0.1", program.opsPort), flag: "ops-listen",
            "Where health and metrics are asked for.")
    }

    /// Where other processes reach this one, if not where it listens.
    static let rpcAdvertise = Setting(
        "rpcAdvertise", default: HostPort?.none, "Where the other services reach this one, if not at rpcListen.")

    /// What belongs to one program each: a file or an environment can serve all of them.
    package static let sections: Set<String> = ["auth", "callToken", "gateway", "group", "message", "push"]

    /// All of them, and those of one program.
    static func catalogue(of program: any ServiceProgram.Type) -> SettingCatalogue {
        SettingCatalogue(
            [
                data, logLevel, logFormat, rpcListen(of: program), rpcAdvertise, opsListen(of: program),
            ] + Peer.all.map(\.setting) + BackendSettings.all + TransportSecurity.settings + program.settings,
            foreignSections: sections.subtracting([String(program.name.dropFirst("parley-".count))]))
    }
}
