import Auth
import CallToken
import Gateway
import Group
import Logging
import Message
import ServiceHost
import Settings
import Telemetry

/// The settings of `parley serve`: its own, and those of the services.
enum SuiteSettings {
    static let data = Setting("data", default: "parley-data", flag: "data", "The folder that everything is kept in.")
    static let opsListen = Setting(
        "opsListen", default: HostPort("127.0.0.1", 9100), flag: "ops-listen", "Where health and metrics are asked for."
    )
    static let demo = Setting("demo", default: false, flag: "demo", "Whether to make demonstration users.")
    static let logLevel = Setting(choice: "log.level", default: Logger.Level.notice, "How much is logged.")
    static let logFormat = Setting(choice: "log.format", default: LogFormat.text, "How it is logged.")
    static let catalogue = SettingCatalogue(
        [data, opsListen, demo, logLevel, logFormat] + ofServices
            + GatewayProgram.settings.filter { !ofServices.map(\.key).contains($0.key) })

    /// What the services behind the gateway have, some of which it reads too.
    private static let ofServices =
        AuthProgram.settings + GroupProgram.settings + MessageProgram.settings + CallTokenProgram.settings
}
