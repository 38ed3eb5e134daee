import Auth
import CallToken
import Contracts
import EventLog
import Foundation
import Gateway
import Group
import Logging
import Message
import Presence
import Push
import RPC
import ServiceHost
import ServiceLifecycle
import Settings
import Storage
import Telemetry
import UnixSignals

/// All six services in one process: the same bytes cross between them as over a network, and one folder keeps all.
struct EmbeddedSuite {
    private let folder: DataFolder
    private let services: [any Service]
    private let health: Health
    private let logger: Logger
    /// What a newcomer is told, as soon as every port is open.
    private let welcome: @Sendable () async -> Welcome

    /// Opens the stores and the ports.
    ///
    /// - Throws: `DataFolderError`, `DatabaseOpenError`, ``StartError``.
    static func start(_ settings: Configuration, registry: PrometheusRegistry) async throws -> EmbeddedSuite {
        let logger = Logger(label: "parley")
        let now: @Sendable () -> Int64 = { Int64(Date().timeIntervalSince1970 * 1000) }
        let folder = try DataFolder(settings[SuiteSettings.data])
        let node = NodeID("n\(String(UInt64.random(in: 0...UInt64.max), radix: 36))")
        let network = InProcessNetwork()
        let log = InProcessEventLog(logger: logger)
        let presence = InProcessPresence()
        let gateway: @Sendable (String) async -> GatewayStub? = {
            GatewayStub(network.transport(to: "gateway/\($0)"))
        }
        let stubs = GatewayServices(
            auth: AuthStub(network.transport(to: "auth")), group: GroupStub(network.transport(to: "group")),
            message: MessageStub(network.transport(to: "message")),
            callToken: CallTokenStub(network.transport(to: "call-token")))

        let isDemo = settings[SuiteSettings.demo]
        var authSettings = try AuthSettings(settings)
        if isDemo {
            if authSettings.debugResponse == nil { authSettings.debugResponse = "123456" }
            if authSettings.requiredCredentials.isEmpty { authSettings.requiredCredentials = ["email"] }
        }
        let codes = try CodeSenders.configured(settings, isDemo: isDemo, logger: logger, now: now)
        let auth = try AuthService.open(
            in: folder, log: log, settings: authSettings, codes: codes.sender, logger: logger, now: now)
        let groups = try SQLiteGroupStore(in: folder)
        let group = GroupService(
            store: groups, outbox: groups.outbox, log: log, auth: stubs.auth, settings: GroupSettings(settings),
            logger: logger, now: now)
        let messages = try SQLiteMessageStore(in: folder)
        let message = MessageService(
            store: messages, outbox: messages.outbox, log: log, group: stubs.group,
            settings: MessageSettings(settings), replica: node.rawValue, logger: logger, now: now, gateway: gateway)
        let push = PushService(
            log: log, presence: presence, group: stubs.group, logger: logger, gateway: gateway)
        let callToken = CallTokenService(
            store: try SQLiteCallStore(in: folder), presence: presence, message: stubs.message,
            settings: try CallTokenSettings(settings), logger: logger, now: now)
        let consumerGroups =
            group.consumerGroups + message.consumerGroups + PushService.consumerGroups + GatewayFiles.consumerGroups
        for (topic, group) in consumerGroups {
            try log.keepRecords(of: topic, for: group)
        }
        network.serve(RPCRouter([auth.rpc]), at: "auth")
        network.serve(RPCRouter([group.rpc]), at: "group")
        network.serve(RPCRouter([message.rpc]), at: "message")
        network.serve(RPCRouter([push.rpc]), at: "push")
        network.serve(RPCRouter([callToken.rpc]), at: "call-token")
        if isDemo {
            try await DemoData.ensure(auth: auth, group: stubs.group, in: folder)
        }

        let listen = settings[GatewayProgram.listen]
        var gatewaySettings = GatewaySettings(settings, node: node, address: "gateway/\(node)")
        gatewaySettings.requiredCredentials = authSettings.requiredCredentials
        let security = try ClientSecurity.context(settings, logger: logger)
        gatewaySettings.security = security?.web
        gatewaySettings.plugins = try PluginSettings.list(in: settings)
        let files = try GatewayFiles.open(
            settings, store: SQLiteFileStore(in: folder), folder: { folder }, log: log, logger: logger, now: now)
        let edge = try await GatewayService(
            settings: gatewaySettings, services: stubs, presence: presence, files: files, logger: logger, now: now)
        network.serve(RPCRouter([edge.rpc]), at: "gateway/\(node)")

        let health = Health()
        health.register("message store") {
            if !message.isHealthy { throw HealthFailure("messages cannot be stored") }
        }
        let ops = settings[SuiteSettings.opsListen]
        let opsPort = ListeningPort()
        let opsServer = OpsServer(
            host: ops.host, port: ops.port, health: health, metrics: registry, logger: logger,
            onListening: { opsPort.report($0) })
        let admin = settings[GatewayProgram.adminListen]
        let adminPort = ListeningPort()
        let adminServer = AdminServer(
            host: admin.host, port: admin.port,
            security: try ClientSecurity.adminContext(settings, sharing: security?.web), logger: logger,
            onListening: { adminPort.report($0) })
        let grpc = settings[GatewayProgram.grpcListen]
        let grpcServer = try await GRPCListener(
            host: grpc.host, port: grpc.port, service: edge.clientRPC, security: security?.rpc, logger: logger)
        let clientPort = edge.port
        return EmbeddedSuite(
            folder: folder,
            services: [
                opsServer, adminServer, BackgroundWork { try await auth.run() },
                BackgroundWork { try await codes.run() }, BackgroundWork { try await group.run() },
                BackgroundWork { try await files.run() },
                BackgroundWork { try await push.run() }, BackgroundWork { try await message.run() },
                BackgroundWork { await callToken.run() },
                BackgroundWork { try await grpcServer.run() },
                BackgroundWork { await edge.run() }, BackgroundWork(Heap.giveBackAtRest),
            ] + ClientSecurity.upkeep(of: security), health: health, logger: logger,
            welcome: {
                Welcome(
                    clients: HostPort(listen.host, clientPort), grpc: HostPort(grpc.host, grpcServer.port),
                    admin: HostPort(admin.host, await adminPort.value ?? admin.port),
                    ops: HostPort(ops.host, await opsPort.value ?? ops.port),
                    apiKey: settings[GatewayProgram.apiKeySalt].clientKey, isDemo: isDemo)
            })
    }

    /// Serves until SIGTERM or SIGINT; then the gateway goes first and the ops port last.
    func run() async throws {
        let greeting = BackgroundWork {
            let text = await welcome()
            // Another part may have failed to start.
            try Task.checkCancellation()
            print(text)
            fflush(nil)
            health.markRunning()
            defer { health.beginDraining() }
            try await gracefulShutdown()
        }
        // What goes wrong is said by whoever ends the program.
        var quiet = logger
        quiet.logLevel = .critical
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: (services + [greeting]).map {
                    .init(service: $0, successTerminationBehavior: .gracefullyShutdownGroup)
                },
                gracefulShutdownSignals: [.sigterm, .sigint], logger: quiet))
        try await group.run()
        folder.release()
    }
}
