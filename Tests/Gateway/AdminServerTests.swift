import Logging
import TLS
import TestKit
import Testing

@testable import Gateway

/// The administrators' port inside TLS and outside of it.
@Suite(.timeLimit(.minutes(1))) struct AdminServerTests {
    private let silent = Logger(label: "test", factory: { _, _ in SwiftLogNoOpLogHandler() })
    private static let question = Array("GET /admin/v1 HTTP/1.1\r\nhost: localhost\r\n\r\n".utf8)
    private static let refusal = "HTTP/1.1 501"

    private func withServer(
        _ security: (any TLSContextSource)?, _ test: (_ port: Int) async throws -> Void
    ) async throws {
        let (ports, listening) = AsyncStream.makeStream(of: Int.self)
        let server = AdminServer(
            host: "127.0.0.1", port: 0, security: security, logger: silent, onListening: { listening.yield($0) })
        let running = Task { try await server.run() }
        try await test(try #require(await ports.first { _ in true }))
        running.cancel()
        _ = await running.result
    }

    private func ask(_ client: EdgeClient) async throws -> String {
        try await client.send(Self.question)
        return String(decoding: try await client.receive(Self.refusal.utf8.count), as: UTF8.self)
    }

    @Test("With a certificate it answers those who trust it, and nobody without TLS")
    func inside() async throws {
        let folder = try TemporaryFolder()
        let authority = try DevelopmentAuthority(folder: folder.path)
        let context = try ReloadingTLSContext(.server(try authority.issue("gateway")), logger: silent)
        try await withServer(context) { port in
            let client = try TLSContext(.client(trustRoots: authority.trustRoots, peerName: .host("localhost")))
            let answer = try await ask(try await EdgeClient.connect(to: port, security: client))
            #expect(answer == Self.refusal)
            await #expect(throws: (any Error).self) { try await ask(try await EdgeClient.connect(to: port)) }
        }
    }

    @Test("Without one it answers as it is")
    func outside() async throws {
        try await withServer(nil) { port in
            let answer = try await ask(try await EdgeClient.connect(to: port))
            #expect(answer == Self.refusal)
        }
    }
}
