import RPC
import Testing

@Suite(.timeLimit(.minutes(2))) struct SecurityTests {
    private func serve(
        _ security: RPCServerSecurity,
        admitting admission: @escaping @Sendable (String?, String) -> Bool = { _, _ in true },
        _ body: (RPCAddress) async throws -> Void
    ) async throws {
        var router = RPCRouter()
        router.unary(Letter.post) { _, context in Letter(text: context.peerService ?? "nobody") }
        router.admit(admission)
        let server = HTTP2RPCServer(router, security: security)
        let port = try await server.listen(host: "127.0.0.1", port: 0)
        do {
            try await body(RPCAddress(host: "127.0.0.1", port: port))
        } catch {
            await server.shutDown(grace: .zero)
            throw error
        }
        await server.shutDown(grace: .zero)
    }

    /// What a server says of the client, or why the call failed.
    private func call(_ address: RPCAddress, _ security: RPCClientSecurity) async -> Result<String, RPCStatus> {
        do {
            let transport = try await HTTP2RPCTransport.connect(to: address, security: security)
            return .success(try await RPCClient(transport).call(Letter.post, Letter(), options: .patient).text)
        } catch {
            return .failure(error)
        }
    }

    @Test("A handler learns which service calls")
    func peerService() async throws {
        let certificates = try TestCertificates()
        try await serve(.tls(certificates.server)) { address in
            let answer = await call(address, try certificates.client("caller"))
            #expect(answer == .success("caller"))
        }
    }

    @Test("Where callers are known, each may call what it is admitted to and nothing else")
    func admission() async throws {
        let certificates = try TestCertificates()
        for isAdmitted in [true, false] {
            try await serve(
                .tls(certificates.server),
                admitting: { caller, path in
                    caller == "caller" && path == Letter.post.path && isAdmitted
                }
            ) { address in
                let answer = await call(address, try certificates.client("caller"))
                switch answer {
                case .success(let text): #expect(isAdmitted && text == "caller")
                case .failure(let status): #expect(!isAdmitted && status.code == .permissionDenied)
                }
            }
        }
    }

    @Test("Without TLS nobody is known")
    func plaintext() async throws {
        try await serve(.plaintext) { address in
            let answer = await call(address, .plaintext)
            #expect(answer == .success("nobody"))
        }
    }

    @Test("A client of another service, and one that is nobody, cannot call")
    func refusedClients() async throws {
        let certificates = try TestCertificates()
        try await serve(.tls(certificates.server)) { address in
            for service in ["stranger", nil] {
                guard case .failure(let status) = await call(address, try certificates.client(service)) else {
                    Issue.record("\(service ?? "nobody") was served")
                    continue
                }
                #expect(status.code == .unavailable)
            }
        }
    }

    @Test("A client does not speak with another server than it means")
    func refusedServer() async throws {
        let certificates = try TestCertificates()
        try await serve(.tls(certificates.server)) { address in
            guard case .failure(let status) = await call(address, try certificates.client("caller", server: "bank"))
            else {
                Issue.record("the wrong server was called")
                return
            }
            #expect(status.code == .unavailable)
            #expect(status.reason == "untrusted")
        }
    }

    @Test("A client without TLS is not served by a server with it")
    func mismatch() async throws {
        let certificates = try TestCertificates()
        try await serve(.tls(certificates.server)) { address in
            guard case .failure(let status) = await call(address, .plaintext) else {
                Issue.record("a call in plaintext was served")
                return
            }
            #expect(status.code == .unavailable)
        }
    }

    @Test("A pool keeps its connections by TLS too")
    func pool() async throws {
        let certificates = try TestCertificates()
        try await serve(.tls(certificates.server)) { address in
            let pool = RPCClientPool(.fixed([address]), security: try certificates.client("caller"))
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { await pool.run() }
                let answer = try await RPCClient(pool).call(Letter.post, Letter(), options: .patient)
                #expect(answer.text == "caller")
                group.cancelAll()
            }
        }
    }
}
