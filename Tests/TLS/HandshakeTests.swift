import TLS
import Testing

@Suite(.timeLimit(.minutes(2))) struct HandshakeTests {
    private let certificates: Certificates

    init() throws {
        certificates = try Certificates()
    }

    /// How both ends of one connection see it.
    private func meet(
        _ server: TLSConfiguration, _ client: TLSConfiguration
    ) async throws -> (server: Result<TLSHandshakeCompleted, TLSError>, client: Result<TLSHandshakeCompleted, TLSError>)
    {
        let listener = try await Listener(try TLSContext(server))
        let clientEnd = try await listener.connect(try TLSContext(client))
        let serverEnd = try await listener.accept()
        let outcomes = await (server: serverEnd.handshake(), client: clientEnd.handshake())
        await clientEnd.close()
        await serverEnd.close()
        await listener.close()
        return outcomes
    }

    @Test(
        "A client accepts the server that it means, by any of its names",
        arguments: [
            .host("localhost"), .host("LOCALHOST"), .host("127.0.0.1"), .host("::1"), .host("0:0::1"),
            .services(["mail"]), .services(["bank", "mail"]), .anyTrusted,
        ] as [PeerNamePolicy])
    func rightServer(name: PeerNamePolicy) async throws {
        let outcomes = try await meet(try certificates.server(), certificates.client(of: name))
        let client = try outcomes.client.get()
        #expect(client.version == "TLSv1.3")
        #expect(client.peerService == "mail")
        let server = try outcomes.server.get()
        #expect(server.peerURIs == [])
        #expect(server.peerSerial == nil)
    }

    @Test(
        "A client refuses a server with another name, and the server is told",
        arguments: [
            .host("example.org"), .host("localhost.example.org"), .host("mail"), .host("127.0.0.2"),
            .services(["bank"]),
            .services([]),
        ] as [PeerNamePolicy])
    func wrongServer(name: PeerNamePolicy) async throws {
        let outcomes = try await meet(try certificates.server(), certificates.client(of: name))
        guard case .failure(.peerNameRefused(let uris)) = outcomes.client else {
            Issue.record("\(outcomes.client)")
            return
        }
        if case .services = name { #expect(uris == ["spiffe://parley/mail"]) }
        guard case .failure(.alert) = outcomes.server else {
            Issue.record("\(outcomes.server)")
            return
        }
    }

    @Test("A client refuses a server of another authority, whatever it is called")
    func otherAuthority() async throws {
        let others = try Certificates()
        let outcomes = try await meet(try others.server(), certificates.client())
        #expect(outcomes.client == .failure(.peerNotTrusted(reason: "unable to get local issuer certificate")))
        #expect(outcomes.server == .failure(.alert("unknown CA")))
    }

    @Test("A client refuses a server whose certificate is out of date")
    func expired() async throws {
        let outcomes = try await meet(try certificates.server(validity: Certificates.past), certificates.client())
        #expect(outcomes.client == .failure(.peerNotTrusted(reason: "certificate has expired")))
        #expect(outcomes.server == .failure(.alert("certificate expired")))
    }

    @Test("The server's order decides what is spoken")
    func applicationProtocol() async throws {
        var (server, client) = (try certificates.server(), certificates.client())
        server.applicationProtocols = ["h2", "http/1.1"]
        client.applicationProtocols = ["nonsense", "http/1.1", "h2"]
        let outcomes = try await meet(server, client)
        #expect(try outcomes.server.get().applicationProtocol == "h2")
        #expect(try outcomes.client.get().applicationProtocol == "h2")
    }

    @Test("Who offers nothing the server speaks is refused")
    func noCommonProtocol() async throws {
        var (server, client) = (try certificates.server(), certificates.client())
        server.applicationProtocols = ["h2", "http/1.1"]
        client.applicationProtocols = ["spdy/3", "h"]
        let outcomes = try await meet(server, client)
        #expect(outcomes.server == .failure(.noCommonProtocol))
        #expect(outcomes.client == .failure(.alert("no application protocol")))
    }

    @Test("Who does not choose is served, unless a choice is demanded")
    func noChoice() async throws {
        var server = try certificates.server()
        server.applicationProtocols = ["h2"]
        let lenient = try await meet(server, certificates.client())
        #expect(try lenient.server.get().applicationProtocol == nil)
        server.requiresApplicationProtocol = true
        let strict = try await meet(server, certificates.client())
        #expect(strict.server == .failure(.noCommonProtocol))
        #expect(strict.client == .failure(.alert("no application protocol")))
    }

    @Test("A client that demands a choice refuses a server that makes none")
    func serverWithoutChoice() async throws {
        var client = certificates.client()
        client.applicationProtocols = ["h2"]
        client.requiresApplicationProtocol = true
        let outcomes = try await meet(try certificates.server(), client)
        #expect(outcomes.client == .failure(.noCommonProtocol))
    }
}
