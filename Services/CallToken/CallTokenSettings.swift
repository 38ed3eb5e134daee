package import Contracts
package import ServiceHost
package import Settings

/// What can be set about calls.
package struct CallTokenSettings: Sendable {
    /// Where clients find each other; none turns calls off.
    package var iceServers: [IceServer]
    /// How long a call may ring.
    ///
    /// Default 30 s.
    package var establishmentTimeout: Duration

    /// Creates settings; calls are off by default.
    package init(iceServers: [IceServer] = [], establishmentTimeout: Duration = .seconds(30)) {
        self.iceServers = iceServers
        self.establishmentTimeout = establishmentTimeout
    }

    /// How long a call may ring, milliseconds.
    var ringingTime: Int64 { Int64(establishmentTimeout / .milliseconds(1)) }
}

extension CallTokenSettings {
    /// What of it can be configured.
    private enum Declared {
        static let iceServers = Setting(
            "calls.iceServers", default: [IceAddress](), "STUN and TURN servers of calls; calls are off without any.")
        static let turnUsername = Setting(
            "calls.turnUsername", default: "", "The user name for the TURN servers among them.")
        static let turnCredential = Setting(
            "calls.turnCredential", default: Secret?.none,
            "The credential for the TURN servers; clients are told it.")
        static let establishmentTimeout = Setting(
            "calls.establishmentTimeout", default: Duration.seconds(30),
            in: Duration.seconds(1)...Duration.seconds(600), "How long a call may ring.")
    }

    /// All that can be configured.
    package static let declarations: [any SettingDeclaration] = [
        Declared.iceServers, Declared.turnUsername, Declared.turnCredential, Declared.establishmentTimeout,
    ]

    /// What is configured.
    ///
    /// - Throws: `SettingsConflict` for a user name without a credential, or the other way round.
    package init(_ configuration: Configuration) throws(SettingsConflict) {
        let addresses = configuration[Declared.iceServers]
        let username = configuration[Declared.turnUsername]
        let credential = configuration[Declared.turnCredential]
        guard username.isEmpty == (credential == nil) else {
            throw SettingsConflict("calls.turnUsername and calls.turnCredential need each other")
        }
        let open = addresses.filter { !$0.isRelay || username.isEmpty }.map(\.url)
        let closed = addresses.filter { $0.isRelay && !username.isEmpty }.map(\.url)
        var servers: [IceServer] = []
        if !open.isEmpty { servers.append(IceServer(urls: open)) }
        if !closed.isEmpty {
            servers.append(IceServer(urls: closed, username: username, credential: credential?.reveal() ?? ""))
        }
        self.init(
            iceServers: servers, establishmentTimeout: configuration[Declared.establishmentTimeout])
    }
}
