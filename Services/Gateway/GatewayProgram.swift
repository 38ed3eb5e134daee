import Chat
import Contracts
import EventLog
package import Presence
package import ServiceHost
package import Settings
import Storage

/// `parley-gateway`: a gateway as a process of its own.
package enum GatewayProgram: ServiceProgram {
    package static let name = "parley-gateway"
    package static let summary = "The edge that clients connect to."
    package static let rpcPort = 7001
    package static let opsPort = 9101

    /// Where clients connect.
    package static let listen = Setting(
        "listen", default: HostPort("127.0.0.1", 6060), flag: "listen", "Where clients connect.")
    /// Where gRPC clients connect.
    package static let grpcListen = Setting(
        "grpcListen", default: HostPort("127.0.0.1", 16060), flag: "grpc-listen", "Where gRPC clients connect.")
    /// Where administrators' programs connect.
    package static let adminListen = Setting(
        "adminListen", default: HostPort("127.0.0.1", 6061), flag: "admin-listen",
        "Where administrators' programs connect.")
    /// Event loops for clients.
    package static let shards = Setting(
        "gateway.shards", default: 2, in: 1...64, "Event loops for clients; as many as processors is a good number.")
    /// The largest client frame.
    package static let messageSize = Setting(
        "gateway.messageSize", default: largestMessage, in: .kibibytes(1)...largestMessage, "The largest client frame.")
    /// A larger frame could hold a message that no service takes.
    private static let largestMessage = ByteSize.kibibytes(Limits.messageSize / 1024)
    /// Connections at most.
    package static let connections = Setting(
        "gateway.connections", default: 20_000, in: 1...1_000_000, "Connections at most.")
    /// Whether messages are compressed.
    package static let compression = Setting(
        "gateway.compression", default: true, "Whether messages are compressed for clients that ask for it.")
    /// The folder of a web client.
    package static let staticFiles = Setting(
        "gateway.static", default: String?.none, flag: "static",
        "The folder of a web client, which is served on the client port.")
    /// What API keys are signed with.
    package static let apiKeySalt = Setting(
        "gateway.apiKeySalt", default: APIKeySalt.development, "What API keys are signed with, in base64.")
    /// Credentials that clients are told of in the handshake.
    private static let requiredCredentials = Setting(
        "auth.requiredCredentials", default: [String](), "Credentials that accounts must prove: email, tel.")

    /// Where telephone numbers are at home.
    package static let country = Setting(
        "gateway.country", default: "US",
        "Two letters: where telephone numbers are at home that are searched for without a country's code.")

    package static let settings: [any SettingDeclaration] =
        [
            listen, grpcListen, adminListen, shards, messageSize, connections, compression, staticFiles,
            apiKeySalt, requiredCredentials, country, PluginSettings.file,
        ] + ClientSecurity.settings + FileSettings.all

    package static func start(in host: ServiceHost) async throws -> HostedService {
        let configuration = host.configuration
        guard !host.isPresenceShared || host.isReachable else {
            throw SettingsConflict(
                "rpcAdvertise has to say where the other services reach this gateway: \(host.rpcAddress) says it to nobody"
            )
        }
        let (grpc, admin) = (configuration[grpcListen], configuration[adminListen])
        var settings = GatewaySettings(
            configuration, node: NodeID(host.replica), address: "\(host.rpcAddress)")
        settings.requiredCredentials = configuration[requiredCredentials]
        let security = try ClientSecurity.context(configuration, logger: host.logger)
        settings.security = security?.web
        settings.plugins = try PluginSettings.list(in: configuration)
        let store: any FileStore = try await host.openStore(of: "gateway") {
            try await MongoFileStore(database: $0, settings: $1)
        } inFolder: {
            try SQLiteFileStore(in: $0)
        }
        let files = try GatewayFiles.open(
            configuration, store: store, folder: host.folder, log: host.log, logger: host.logger, now: host.now)
        try host.keepRecords(for: GatewayFiles.consumerGroups)
        let edge = try await GatewayService(
            settings: settings,
            services: GatewayServices(
                auth: AuthStub(host.transport(to: .auth, isVital: true)),
                group: GroupStub(host.transport(to: .group, isVital: true)),
                message: MessageStub(host.transport(to: .message, isVital: true)),
                callToken: CallTokenStub(host.transport(to: .callToken))),
            presence: host.presence, files: files, logger: host.logger, now: host.now)
        let calls = try await GRPCListener(
            host: grpc.host, port: grpc.port, service: edge.clientRPC, security: security?.rpc, logger: host.logger)
        let administration = AdminServer(
            host: admin.host, port: admin.port,
            security: try ClientSecurity.adminContext(configuration, sharing: security?.web), logger: host.logger)
        return HostedService(
            rpc: [edge.rpc],
            services: [
                administration, BackgroundWork(calls.run), BackgroundWork(edge.run), BackgroundWork(files.run),
            ] + ClientSecurity.upkeep(of: security))
    }
}

extension GatewaySettings {
    /// What is configured, for a node whose RPCs are served at an address.
    package init(_ configuration: Configuration, node: NodeID, address: String) {
        let listen = configuration[GatewayProgram.listen]
        self.init(
            node: node, address: address, host: listen.host, port: listen.port,
            shards: configuration[GatewayProgram.shards], messageSize: configuration[GatewayProgram.messageSize].bytes,
            connections: configuration[GatewayProgram.connections],
            apiKeySalt: configuration[GatewayProgram.apiKeySalt])
        compresses = configuration[GatewayProgram.compression]
        webRoot = configuration[GatewayProgram.staticFiles]
        country = configuration[GatewayProgram.country]
    }
}
