package import Logging
package import RPC
import ServiceLifecycle
package import Settings
import TLS

/// How the RPCs of a process are protected: by certificates that both sides show, or not at all where that is said.
///
/// Every service trusts whoever bears a service's name (`spiffe://parley/…`) under the common authority, and calls only
/// the service it means.
package struct TransportSecurity: Sendable {
    /// The process's own certificate.
    package static let certificate = Setting(
        "rpc.certificate", default: String?.none, "The PEM file with this service's certificate chain.")
    /// Its key.
    package static let key = Setting("rpc.key", default: String?.none, "The PEM file with the certificate's key.")
    /// Whom to trust.
    package static let authority = Setting(
        "rpc.authority", default: String?.none, "The PEM file with the authorities that vouch for services.")
    /// Whether to do without.
    package static let plaintext = Setting(
        "rpc.plaintext", default: false,
        "Whether RPCs go without TLS: on one machine, and in networks that protect connections themselves.")

    /// All of them.
    package static let settings: [any SettingDeclaration] = [certificate, key, authority, plaintext]

    /// Who may call: the services, and whoever operates them.
    package static let callers: Set<String> = [
        "gateway", "auth", "message", "group", "push", "call-token", "operator",
    ]

    private struct Contexts {
        let server: ReloadingTLSContext
        let client: ReloadingTLSContext
    }

    private let contexts: Contexts?

    /// Reads the files that are set.
    ///
    /// - Throws: ``SettingsConflict`` when neither the three files nor plaintext are set, or a file cannot be used.
    package init(_ configuration: Configuration, logger: Logger) throws(SettingsConflict) {
        guard !configuration[Self.plaintext] else {
            contexts = nil
            return
        }
        guard let certificate = configuration[Self.certificate], let key = configuration[Self.key],
            let authority = configuration[Self.authority]
        else {
            throw SettingsConflict(
                "rpc.certificate, rpc.key and rpc.authority are needed, or rpc.plaintext to do without TLS")
        }
        let identity = TLSIdentity(certificateChain: certificate, privateKey: key)
        var server = TLSConfiguration.server(identity).forRPC
        server.trustRoots = authority
        server.requiresPeerCertificate = true
        server.peerName = .services(Self.callers)
        let client = TLSConfiguration.client(identity, trustRoots: authority, peerName: .services(Self.callers)).forRPC
        do {
            contexts = Contexts(
                server: try ReloadingTLSContext(server, logger: logger),
                client: try ReloadingTLSContext(client, logger: logger))
        } catch {
            throw SettingsConflict("\(error)")
        }
    }

    /// What those who call this process go through.
    package var forServer: RPCServerSecurity {
        contexts.map { .tls($0.server) } ?? .plaintext
    }

    /// What calls to a service go through.
    package func forClient(of service: String) -> RPCClientSecurity {
        contexts.map { .tls($0.client, server: .services([service])) } ?? .plaintext
    }

    /// Takes up certificates that are replaced; nothing without TLS.
    var upkeep: [any Service] {
        guard let contexts else { return [] }
        return [BackgroundWork { await contexts.server.run() }, BackgroundWork { await contexts.client.run() }]
    }
}

/// Settings that are each understood, and cannot be used together.
package struct SettingsConflict: Error, CustomStringConvertible {
    package let description: String

    /// Says why, for people.
    package init(_ description: String) {
        self.description = description
    }
}
