import Logging
import NIOCore
import NIOPosix
import TLS
import TestKit
import Testing

@testable import Gateway

/// The client port with a certificate of its own.
@Suite(.timeLimit(.minutes(1))) struct ClientSecurityTests {
    /// Answers every message with itself.
    private final class Echo: ConnectionSink {
        func opened(_ connection: any ClientConnection) {}

        func received(_ message: ByteBuffer, _ kind: MessageKind, on connection: any ClientConnection) {
            connection.send(MessageFrame.text(Array(message.readableBytesView)))
        }

        func writabilityChanged(of connection: any ClientConnection) {}
        func closed(_ connection: any ClientConnection, because end: ConnectionEnd) {}
    }

    private let silent = Logger(label: "test", factory: { _, _ in SwiftLogNoOpLogHandler() })

    private func withServer(_ test: (_ port: Int, _ trustRoots: String) async throws -> Void) async throws {
        let folder = try TemporaryFolder()
        let authority = try DevelopmentAuthority(folder: folder.path)
        var settings = EdgeSettings()
        (settings.host, settings.port) = ("127.0.0.1", 0)
        settings.security = try ReloadingTLSContext(.server(try authority.issue("gateway")), logger: silent)
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let server = try await EdgeServer.start(settings, group: group, logger: silent) { _ in Echo() }
        try await test(server.port ?? 0, authority.trustRoots)
        await server.shutdown()
        try await group.shutdownGracefully()
    }

    @Test("A client that trusts the certificate talks inside TLS, a large message too")
    func inside() async throws {
        try await withServer { port, roots in
            let context = try TLSContext(.client(trustRoots: roots, peerName: .host("localhost")))
            let client = try await EdgeClient.connect(to: port, security: context)
            #expect(try await client.upgrade() == "HTTP/1.1 101 Switching Protocols")
            let text = String(repeating: "x", count: 100_000)
            try await client.send(ClientFrame.text(text))
            #expect(try await client.receiveText() == text)
        }
    }

    @Test("A client without TLS is not served")
    func outside() async throws {
        try await withServer { port, _ in
            let client = try await EdgeClient.connect(to: port)
            await #expect(throws: EdgeClient.Ended.self) { try await client.upgrade() }
        }
    }
}
