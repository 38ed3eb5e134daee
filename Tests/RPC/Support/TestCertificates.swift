import RPC
import TLS
import TestKit

/// An authority for one test, a server called `mail` that lets only `caller` in, and clients.
struct TestCertificates {
    private let folder: TemporaryFolder
    private let authority: DevelopmentAuthority
    let server: TLSContext

    init() throws {
        folder = try TemporaryFolder()
        authority = try DevelopmentAuthority(folder: folder.path)
        var configuration = TLSConfiguration.server(try authority.issue("mail")).forRPC
        configuration.trustRoots = authority.trustRoots
        configuration.requiresPeerCertificate = true
        configuration.peerName = .services(["caller"])
        server = try TLSContext(configuration)
    }

    /// A client that is a service, or nobody, and wants to speak with another.
    func client(_ service: String?, server: String = "mail") throws -> RPCClientSecurity {
        let identity = try service.map { try authority.issue($0) }
        let configuration = TLSConfiguration.client(
            identity, trustRoots: authority.trustRoots, peerName: .services([server]))
        return .tls(try TLSContext(configuration.forRPC), server: .services([server]))
    }
}
