package import ServiceHost
package import Settings

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

    package static let settings: [any SettingDeclaration] = [requiredCredentials, tokenKey]

    package static func start(in host: ServiceHost) async throws -> HostedService {
        let auth = try AuthService.open(
            in: try host.folder(), log: host.log, settings: AuthSettings(host.configuration), logger: host.logger,
            now: host.now)
        return HostedService(rpc: [auth.rpc], services: [BackgroundWork(auth.run)])
    }
}

extension AuthSettings {
    /// What is configured.
    package init(_ configuration: Configuration) {
        self.init()
        requiredCredentials = configuration[AuthProgram.requiredCredentials]
        tokenKey = configuration[AuthProgram.tokenKey].map { Array($0.reveal().utf8) }
    }
}
