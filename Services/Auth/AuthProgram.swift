import EventLog
package import ServiceHost
package import Settings
import Storage
import Telemetry

/// `parley-auth`: the auth service as a process of its own.
package enum AuthProgram: ServiceProgram {
    package static let name = "parley-auth"
    package static let summary = "Accounts, what proves them, and what they say of themselves."
    package static let rpcPort = 7002
    package static let opsPort = 9102

    /// Credentials that accounts must prove.
    package static let requiredCredentials = Setting(
        "auth.requiredCredentials", default: [String](), "Credentials that accounts must prove: email, tel.")
    /// What tokens are signed with.
    package static let tokenKey = Setting(
        "auth.tokenKey", default: Secret?.none, "What tokens are signed with; by default a key made at first start.")

    /// A code that proves every credential.
    package static let debugResponse = Setting(
        "auth.debugResponse", default: Secret?.none,
        "A code that proves every credential, for demonstrations and tests alone.")
    /// What the schemes are called.
    package static let schemes = Setting(
        "auth.schemes", default: [String](),
        "Other names for schemes: basic:rest gives rest to those who say basic, token: gives token to nobody.")
    /// Namespaces of tags that only root gives.
    package static let maskedTags = Setting(
        "auth.maskedTags", default: [String](),
        "Namespaces of tags by which only those who have the same tag find each other.")

    package static let settings: [any SettingDeclaration] =
        [requiredCredentials, tokenKey, debugResponse, schemes, maskedTags] + RestSettings.all + CodeSenders.all

    package static func start(in host: ServiceHost) async throws -> HostedService {
        var settings = try AuthSettings(host.configuration)
        let (store, outbox): (any AuthStore, any OutboxSource) = try await host.openStore(of: "auth") {
            let store = try await MongoAuthStore(database: $0, settings: $1)
            return (store, store.outbox)
        } inFolder: {
            let store = try SQLiteAuthStore(in: $0)
            return (store, store.outbox)
        }
        if settings.tokenKey == nil {
            guard !host.hasDatabaseServer else {
                throw SettingsConflict("auth.tokenKey is needed beside mongo.url: all replicas sign with the same key")
            }
            try settings.completeTokenKey(from: host.folder())
        }
        let codes = try CodeSenders.configured(host.configuration, logger: host.logger, now: host.now)
        let auth = try AuthService(
            store: store, outbox: outbox, log: host.log, settings: settings, codes: codes.sender, logger: host.logger,
            now: host.now)
        host.health.register("auth store") {
            do {
                _ = try await store.login(named: "xena")
            } catch {
                throw HealthFailure("accounts cannot be read")
            }
        }
        return HostedService(rpc: [auth.rpc], services: [BackgroundWork(auth.run), BackgroundWork(codes.run)])
    }
}

extension AuthSettings {
    /// What is configured.
    ///
    /// - Throws: `SettingsConflict` for names of schemes that cannot be, and for a key that is too short.
    package init(_ configuration: Configuration) throws {
        self.init()
        do {
            schemes = try SchemeNames(configuration[AuthProgram.schemes])
        } catch {
            throw SettingsConflict("auth.schemes: \(error)")
        }
        debugResponse = configuration[AuthProgram.debugResponse]?.reveal()
        maskedTags = Set(configuration[AuthProgram.maskedTags])
        rest = RestSettings(configuration)
        requiredCredentials = configuration[AuthProgram.requiredCredentials]
        tokenKey = configuration[AuthProgram.tokenKey].map { Array($0.reveal().utf8) }
        if let tokenKey, tokenKey.count < TokenKeyFile.size {
            throw SettingsConflict("auth.tokenKey: \(TokenKeyError.tooShort)")
        }
    }

    /// Takes the key of the data folder where none is set.
    ///
    /// - Throws: `StartError` for a file that cannot be used, or not be made.
    mutating func completeTokenKey(from folder: DataFolder) throws(StartError) {
        guard tokenKey == nil else { return }
        do {
            tokenKey = try TokenKeyFile.load(from: folder)
        } catch {
            throw StartError("\(error)")
        }
    }
}
