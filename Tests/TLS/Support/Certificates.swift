import TLS
import TestKit

/// An authority for one test, and what it vouches for.
struct Certificates {
    let folder: TemporaryFolder
    let authority: DevelopmentAuthority

    init() throws {
        folder = try TemporaryFolder()
        authority = try DevelopmentAuthority(folder: folder.path)
    }

    /// Long over.
    static let past = CertificateValidity(notBefore: 1_000_000_000, notAfter: 1_100_000_000)

    /// The configuration of a server called `mail` that asks nobody for a certificate.
    func server(_ service: String = "mail", validity: CertificateValidity = .days(1)) throws -> TLSConfiguration {
        .server(try authority.issue(service, validity: validity))
    }

    /// The configuration of a server called `mail` that lets only the service `caller` in.
    func mutualServer() throws -> TLSConfiguration {
        var configuration = try server()
        configuration.trustRoots = authority.trustRoots
        configuration.requiresPeerCertificate = true
        configuration.peerName = .services(["caller"])
        return configuration
    }

    /// The configuration of a client that is nobody unless said.
    func client(
        _ identity: TLSIdentity? = nil, of peerName: PeerNamePolicy = .services(["mail"])
    ) -> TLSConfiguration {
        .client(identity, trustRoots: authority.trustRoots, peerName: peerName)
    }
}
