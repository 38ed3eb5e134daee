import Logging
import Settings
import Telemetry

/// The settings of `parley serve`.
enum SuiteSettings {
    static let data = Setting("data", default: "parley-data", flag: "data", "The folder that everything is kept in.")
    static let listen = Setting(
        "listen", default: HostPort("127.0.0.1", 6060), flag: "listen", "Where clients connect.")
    static let grpcListen = Setting(
        "grpcListen", default: HostPort("127.0.0.1", 16060), flag: "grpc-listen", "Where gRPC clients connect.")
    static let adminListen = Setting(
        "adminListen", default: HostPort("127.0.0.1", 6061), flag: "admin-listen",
        "Where administrators' programs connect.")
    static let opsListen = Setting(
        "opsListen", default: HostPort("127.0.0.1", 9100), flag: "ops-listen", "Where health and metrics are asked for."
    )
    static let demo = Setting("demo", default: false, flag: "demo", "Whether to make demonstration users.")
    static let logLevel = Setting(choice: "log.level", default: Logger.Level.notice, "How much is logged.")
    static let logFormat = Setting(choice: "log.format", default: LogFormat.text, "How it is logged.")
    static let shards = Setting(
        "gateway.shards", default: 2, in: 1...64, "Event loops for clients; as many as processors is a good number.")
    static let messageSize = Setting(
        "gateway.messageSize", default: ByteSize.kibibytes(128), in: .kibibytes(1)...(.mebibytes(8)),
        "The largest client frame.")
    static let connections = Setting(
        "gateway.connections", default: 20_000, in: 1...1_000_000, "Connections at most.")
    static let apiKeySalt = Setting(
        "gateway.apiKeySalt", default: Secret?.none, "What API keys are signed with, in base64.")
    static let requiredCredentials = Setting(
        "auth.requiredCredentials", default: [String](), "Credentials that accounts must prove: email, tel.")
    static let tokenKey = Setting(
        "auth.tokenKey", default: Secret?.none, "What tokens are signed with; by default a key made at first start.")

    static let catalogue = SettingCatalogue([
        data, listen, grpcListen, adminListen, opsListen, demo, logLevel, logFormat, shards, messageSize, connections,
        apiKeySalt, requiredCredentials, tokenKey,
    ])
}
