package import Logging
import RPC
package import ServiceHost
package import Settings
package import TLS

/// How clients' connections are protected: by this gateway's own certificate where one is set, and else by whatever
/// stands in front of it.
package enum ClientSecurity {
    /// The gateway's certificate for clients.
    package static let certificate = Setting(
        "gateway.certificate", default: String?.none,
        "The PEM file with the certificate chain that clients are shown; without it they connect without TLS.")
    /// Its key.
    package static let key = Setting(
        "gateway.key", default: String?.none, "The PEM file with the key of gateway.certificate.")

    /// Whether administrators are shown it, too.
    package static let adminTLS = Setting(
        "gateway.adminTLS", default: false,
        "Whether the administrators' port is inside TLS, with the certificate that clients are shown.")

    /// All of them.
    package static let settings: [any SettingDeclaration] = [certificate, key, adminTLS]

    /// What protects each of the client ports; nil where they go without TLS.
    package struct Contexts: Sendable {
        /// The port of the JSON protocol.
        package let web: ReloadingTLSContext
        /// The gRPC port, on which HTTP/2 alone is spoken.
        package let rpc: ReloadingTLSContext
    }

    /// Takes up a certificate that is replaced; nothing without one.
    package static func upkeep(of contexts: Contexts?) -> [BackgroundWork] {
        contexts.map { contexts in
            [BackgroundWork { await contexts.web.run() }, BackgroundWork { await contexts.rpc.run() }]
        } ?? []
    }

    /// What the administrators' port shows; nil where it goes without TLS.
    ///
    /// - Parameters:
    ///   - configuration: What is set.
    ///   - context: What the client ports show.
    /// - Returns: The same certificate, where it is wanted.
    /// - Throws: `SettingsConflict` where TLS is wanted without a certificate.
    package static func adminContext(
        _ configuration: Configuration, sharing context: ReloadingTLSContext?
    ) throws(SettingsConflict) -> ReloadingTLSContext? {
        guard configuration[adminTLS] else { return nil }
        guard let context else { throw SettingsConflict("gateway.adminTLS needs gateway.certificate and gateway.key") }
        return context
    }

    /// What the client ports show; nil where they go without TLS.
    ///
    /// - Throws: `SettingsConflict` for one file without the other, and for files that cannot be used.
    package static func context(
        _ configuration: Configuration, logger: Logger
    ) throws(SettingsConflict) -> Contexts? {
        switch (configuration[certificate], configuration[key]) {
        case (nil, nil): return nil
        case (let chain?, let key?):
            do {
                let identity = TLSIdentity(certificateChain: chain, privateKey: key)
                return Contexts(
                    web: try ReloadingTLSContext(.server(identity), logger: logger),
                    rpc: try ReloadingTLSContext(TLSConfiguration.server(identity).forRPC, logger: logger))
            } catch {
                throw SettingsConflict("\(error)")
            }
        case (_?, nil): throw SettingsConflict("gateway.certificate needs gateway.key beside it")
        case (nil, _?): throw SettingsConflict("gateway.key needs gateway.certificate beside it")
        }
    }
}
