import TLS
import Testing

@Suite("A server that asks for certificates", .timeLimit(.minutes(2))) struct MutualTests {
    private let certificates: Certificates

    init() throws {
        certificates = try Certificates()
    }

    /// How the server sees a client, and why the client's connection ends, if it does by itself.
    private func meet(
        _ identity: TLSIdentity?
    ) async throws -> (server: Result<TLSHandshakeCompleted, TLSError>, client: TLSError?) {
        let listener = try await Listener(try TLSContext(try certificates.mutualServer()))
        let client = try await listener.connect(try TLSContext(certificates.client(identity)))
        let server = try await listener.accept()
        let outcome = await server.handshake()
        if case .success = outcome { await client.close() }
        let failure = await client.failure()
        await client.close()
        await server.close()
        await listener.close()
        return (outcome, failure)
    }

    @Test("lets in whom it knows, and says who that is")
    func accepted() async throws {
        let (server, client) = try await meet(try certificates.authority.issue("caller"))
        #expect(try server.get().peerService == "caller")
        #expect(try server.get().peerURIs == ["spiffe://parley/caller"])
        #expect(client == nil)
    }

    @Test("refuses another service")
    func wrongName() async throws {
        let (server, client) = try await meet(try certificates.authority.issue("stranger"))
        #expect(server == .failure(.peerNameRefused(uris: ["spiffe://parley/stranger"])))
        #expect(client != nil)
    }

    @Test("refuses a client without a certificate, and tells it why")
    func noCertificate() async throws {
        let (server, client) = try await meet(nil)
        #expect(server == .failure(.noPeerCertificate))
        #expect(client == .alert("tlsv13 alert certificate required"))
    }

    @Test("refuses the right name from another authority")
    func otherAuthority() async throws {
        let others = try Certificates()
        let (server, client) = try await meet(try others.authority.issue("caller"))
        #expect(server == .failure(.peerNotTrusted(reason: "unable to get local issuer certificate")))
        #expect(client == .alert("unknown CA"))
    }

    @Test("refuses the right name whose time is over")
    func expired() async throws {
        let identity = try certificates.authority.issue("caller", validity: Certificates.past)
        let (server, client) = try await meet(identity)
        #expect(server == .failure(.peerNotTrusted(reason: "certificate has expired")))
        #expect(client == .alert("certificate expired"))
    }

    @Test("refuses a certificate that another service has made for itself")
    func noAuthority() async throws {
        // The service's own certificate in place of an authority's.
        let service = try certificates.authority.issue("service")
        let server = TLSConfiguration.client(service, trustRoots: service.certificateChain, peerName: .anyTrusted)
        let listener = try await Listener(try TLSContext(try certificates.server()))
        let client = try await listener.connect(try TLSContext(server))
        guard case .failure(.peerNotTrusted) = await client.handshake() else {
            Issue.record("a certificate of no authority was trusted")
            return
        }
        await listener.close()
    }
}
