import Logging
import TLS
import Testing

@Suite(.timeLimit(.minutes(2))) struct ReloadTests {
    private let certificates: Certificates

    init() throws {
        certificates = try Certificates()
    }

    private func serial(_ end: End) async throws -> String {
        try #require(try await end.handshake().get().peerSerial)
    }

    @Test("New connections see the new certificate, old ones go on")
    func replaced() async throws {
        let source = try ReloadingTLSContext(try certificates.server(), logger: Logger(label: "test"))
        let client = try TLSContext(certificates.client())
        let listener = try await Listener(source, echoes: true)
        let old = try await listener.connect(client)
        let oldSerial = try await serial(old)
        #expect(oldSerial == source.current.certificateSerial)

        try certificates.authority.issue("mail")
        try source.reload()
        let new = try await listener.connect(client)
        let newSerial = try await serial(new)
        #expect(newSerial != oldSerial)
        #expect(newSerial == source.current.certificateSerial)

        for end in [old, new] {
            try await end.write("still here".utf8)
            #expect(await end.read(10) == Array("still here".utf8))
            await end.close()
        }
        await listener.close()
    }

    @Test("Changed files are noticed, and files that cannot be used change nothing until they can")
    func watched() async throws {
        let configuration = try certificates.server()
        let identity = try #require(configuration.identity)
        let source = try ReloadingTLSContext(
            configuration, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        let first = source.current
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await source.run(every: .milliseconds(1)) }
            // Certificates that do not belong to their keys, and then do.
            try TextFile.write("nonsense", to: identity.certificateChain)
            #expect(throws: TLSError.self) { try source.reload() }
            #expect(source.current === first)
            try certificates.authority.issue("mail")
            while source.current === first { await Task.yield() }
            group.cancelAll()
        }
        let renewed = try TLSContext(configuration)
        while source.current.certificateSerial != renewed.certificateSerial {
            // Stopped between the key and the certificate, perhaps.
            try source.reload()
        }
    }
}
