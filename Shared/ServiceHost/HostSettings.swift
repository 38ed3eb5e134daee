import Logging
package import Settings
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

    /// What belongs to single programs: one file or environment can serve all of them.
    ///
    /// Only by name, since no service sees another's settings.
    package static let ofPrograms: [ForeignSetting] = [
        "listen", "grpcListen", "adminListen", "gateway.shards", "gateway.messageSize", "gateway.connections",
        .secret("gateway.apiKeySalt"), "gateway.certificate", "gateway.key", "gateway.adminTLS",
        "gateway.country", "auth.requiredCredentials", .secret("auth.tokenKey"), .secret("auth.debugResponse"),
        "auth.schemes", "auth.maskedTags", "auth.rest.url", "auth.rest.newAccounts", "auth.rest.separateEndpoints",
        "auth.rest.timeout", "auth.mail.server", "auth.mail.security", "auth.mail.from", "auth.mail.name",
        "auth.mail.login",
        .secret("auth.mail.password"), "auth.mail.hello", "auth.mail.roots", "auth.text.url",
        .secret("auth.text.token"), "group.memberLimit", "message.maxReactions", "message.allowedReactions",
        "message.deletionAge",
    ]

    /// What every program has: by name, for commands that have less.
    package static let ofEveryProgram: [ForeignSetting] = [
        "data", "log.level", "log.format", "rpcListen", "rpcAdvertise", "opsListen",
    ]

    /// All of them, and those of one program.
    package static func catalogue(of program: any ServiceProgram.Type) -> SettingCatalogue {
        let own = Set(program.settings.map(\.key))
        return SettingCatalogue(
            [
                data, logLevel, logFormat, rpcListen(of: program), rpcAdvertise, opsListen(of: program),
            ] + Peer.all.map(\.setting) + BackendSettings.all + TransportSecurity.settings + program.settings,
            foreign: ofPrograms.filter { !own.contains($0.key) })
    }
}
