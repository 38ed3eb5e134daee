import TLS
import Testing

@Suite("With OpenSSL's own program on the other side", .timeLimit(.minutes(2))) struct ForeignPeerTests {
    private let certificates: Certificates

    init() throws {
        certificates = try Certificates()
    }

    /// What `openssl s_client` says of a server of ours, and the server of it.
    private func connect(
        _ configuration: TLSConfiguration, _ arguments: [String]
    ) async throws -> (output: String, server: Result<TLSHandshakeCompleted, TLSError>) {
        let listener = try await Listener(try TLSContext(configuration))
        let program = try OpenSSLProgram(
            [
                "s_client", "-connect", "127.0.0.1:\(listener.port)", "-CAfile", certificates.authority.trustRoots,
                "-verify_return_error", "-ign_eof",
            ] + arguments)
        let server = try await listener.accept()
        let outcome = await server.handshake()
        await server.close()
        let output = await program.finish().output
        await listener.close()
        return (output, outcome)
    }

    @Test("TLS 1.2 and 1.3 are spoken", arguments: [("-tls1_2", "TLSv1.2"), ("-tls1_3", "TLSv1.3")])
    func versions(flag: String, version: String) async throws {
        let (output, server) = try await connect(
            try certificates.server(), [flag, "-verify_hostname", "localhost"])
        #expect(try server.get().version == version)
        #expect(output.contains("Verify return code: 0 (ok)"), "\(output)")
        #expect(output.contains("New, \(version)"))
    }

    @Test("TLS 1.1 is not", arguments: ["-tls1_1", "-tls1"])
    func oldVersions(flag: String) async throws {
        let (output, server) = try await connect(
            try certificates.server(), [flag, "-cipher", "ALL:@SECLEVEL=0"])
        #expect(server == .failure(.handshakeFailed(reason: "unsupported protocol")))
        #expect(output.contains("alert protocol version"), "\(output)")
    }

    @Test(
        "Ciphers without forward secrecy or authentication are not spoken",
        arguments: ["AES128-GCM-SHA256", "ECDHE-ECDSA-AES128-SHA", "NULL", "ECDHE-ECDSA-AES128-SHA256"])
    func weakCiphers(cipher: String) async throws {
        let (output, server) = try await connect(
            try certificates.server(), ["-tls1_2", "-cipher", "\(cipher):@SECLEVEL=0"])
        #expect(server == .failure(.handshakeFailed(reason: "no shared cipher")))
        #expect(output.contains("handshake failure"), "\(output)")
    }

    @Test(
        "The protocol is chosen as elsewhere",
        arguments: [("http/1.1", "http/1.1"), ("http/1.1,h2", "h2"), ("h3,h2", "h2")])
    func applicationProtocol(offered: String, chosen: String) async throws {
        var configuration = try certificates.server()
        configuration.applicationProtocols = ["h2", "http/1.1"]
        let (output, server) = try await connect(configuration, ["-alpn", offered])
        #expect(output.contains("ALPN protocol: \(chosen)"), "\(output)")
        #expect(try server.get().applicationProtocol == chosen)
    }

    @Test("An offer of nothing that is spoken is refused with the alert for it")
    func noCommonProtocol() async throws {
        var configuration = try certificates.server()
        configuration.applicationProtocols = ["h2", "http/1.1"]
        let (output, server) = try await connect(configuration, ["-alpn", "h3"])
        #expect(output.contains("alert number 120"), "\(output)")
        #expect(server == .failure(.noCommonProtocol))
    }

    @Test("A client's certificate is asked for, and its authority named")
    func mutual() async throws {
        let identity = try certificates.authority.issue("caller")
        let (output, server) = try await connect(
            try certificates.mutualServer(),
            ["-cert", identity.certificateChain, "-key", identity.privateKey])
        #expect(
            output.contains("Acceptable client certificate CA names\nCN = Parley development authority"), "\(output)")
        #expect(try server.get().peerService == "caller")
        let (_, refusal) = try await connect(try certificates.mutualServer(), [])
        #expect(refusal == .failure(.noPeerCertificate))
    }

    @Test("Sessions of clients that are not asked for a certificate can be resumed, others cannot")
    func tickets() async throws {
        let (open, _) = try await connect(try certificates.server(), ["-tls1_2"])
        #expect(open.contains("TLS session ticket:"), "\(open)")
        let identity = try certificates.authority.issue("caller")
        let (mutual, _) = try await connect(
            try certificates.mutualServer(),
            ["-tls1_2", "-cert", identity.certificateChain, "-key", identity.privateKey])
        #expect(!mutual.contains("TLS session ticket:"), "\(mutual)")
    }

    @Test("Bytes go both ways, and a goodbye ends it well")
    func conversation() async throws {
        let listener = try await Listener(try TLSContext(try certificates.server()))
        let program = try OpenSSLProgram(
            [
                "s_client", "-connect", "127.0.0.1:\(listener.port)", "-CAfile", certificates.authority.trustRoots,
                "-quiet",
            ])
        let server = try await listener.accept()
        try await server.write("hello from us\n".utf8)
        let heard = await program.output(upTo: "hello from us")
        #expect(heard.contains("hello from us"))
        try program.type("hello from them")
        let bytes = await server.read(16)
        #expect(String(decoding: bytes, as: UTF8.self) == "hello from them\n")
        await server.close()
        let (code, output) = await program.finish()
        #expect(code == 0, "\(output)")
        await listener.close()
    }

    @Test("A server is asked for by its name", arguments: ["-tls1_2", "-tls1_3"])
    func serverName(flag: String) async throws {
        let identity = try certificates.authority.issue("mail", hosts: ["mail.example.org"])
        let arguments = [
            "s_server", "-accept", "127.0.0.1:0", "-naccept", "1", "-cert", identity.certificateChain,
            "-key", identity.privateKey, "-servername", "mail.example.org", "-cert2", identity.certificateChain,
            "-key2", identity.privateKey, flag,
        ]
        try await OpenSSLProgram.run(arguments) { program in
            let greeting = await program.output(upTo: "ACCEPT 127.0.0.1:")
            let port = try #require(greeting.split(separator: ":").last.flatMap { Int($0.prefix { $0.isNumber }) })
            let context = try TLSContext(certificates.client(of: .host("mail.example.org")))
            let client = try await End.connect(to: port, context)
            let outcome = try await client.handshake().get()
            #expect(outcome.peerService == "mail")
            let greeted = "Hostname in TLS extension: \"mail.example.org\""
            let heard = await program.output(upTo: greeted)
            #expect(heard.contains(greeted))
            await client.close()
        }
    }
}
