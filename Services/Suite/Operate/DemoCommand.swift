import ArgumentParser
import Auth
import Contracts
import EventLog
import Foundation
import Logging
import RPC
import ServiceHost
import Settings
import Storage

/// `parley demo`: makes the demonstration users, group and channel in a suite whose services run apart.
struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo", abstract: "Make the demonstration data in a suite whose services run apart.",
        discussion: """
            Needs mongo.url, peers.group and what protects RPCs, in the settings file or as variables. What is there \
            stays as it is.
            """)

    @Option(help: ArgumentHelp("A settings file: JSON, with // comments.", valueName: "file"))
    var config: String?

    func run() async throws {
        let settings = try OperatorSettings.load(config)
        try await ProcessExit.guarding("parley") {
            guard let address = settings[BackendSettings.mongo] else { throw SettingsConflict("mongo.url is not set") }
            let logger = Logger(label: "parley")
            let security = try TransportSecurity(settings, logger: logger)
            do {
                let auth = try await accounts(
                    settings[BackendSettings.mongoPrefix] + "auth", MongoSettings(address: address.reveal()), logger)
                let pool = RPCClientPool(
                    .names(settings[Peer.group.setting].map { RPCAddress(host: $0.host, port: $0.port) }),
                    security: security.forClient(of: Peer.group.service))
                try await withThrowingTaskGroup { group in
                    group.addTask { await pool.run() }
                    try await DemoData.make(auth: auth, group: GroupStub(pool))
                    group.cancelAll()
                }
            } catch {
                throw StartError("the demonstration data cannot be made: \(error)")
            }
        }
        print("The demonstration users, group and channel are there.")
    }

    /// The accounts where the auth service keeps them: it relays what is made here to the log.
    private func accounts(_ database: String, _ mongo: MongoSettings, _ logger: Logger) async throws -> AuthService {
        let store = try await MongoAuthStore(database: database, settings: mongo)
        var settings = AuthSettings()
        // Nothing is signed here.
        settings.tokenKey = [UInt8](repeating: 0, count: 32)
        return try AuthService(
            store: store, outbox: store.outbox, log: InProcessEventLog(logger: logger), settings: settings,
            logger: logger, now: { Int64(Date().timeIntervalSince1970 * 1000) })
    }
}
