import Logging
import NIOCore
import NIOPosix
import Telemetry
import Testing

@testable import Gateway

/// The client port on real sockets.
@Suite(.timeLimit(.minutes(1))) struct EdgeServerTests {
    /// How connections ended, one after the other.
    private struct Ends {
        let stream: AsyncStream<ConnectionEnd>

        func next() async -> ConnectionEnd? {
            for await end in stream { return end }
            return nil
        }
    }

    /// Answers messages: `close` and `flood` do so, anything else comes back.
    private final class Echo: ConnectionSink {
        let ends: AsyncStream<ConnectionEnd>.Continuation

        init(_ ends: AsyncStream<ConnectionEnd>.Continuation) {
            self.ends = ends
        }

        func opened(_ connection: any ClientConnection) {}

        func received(_ message: ByteBuffer, _ kind: MessageKind, on connection: any ClientConnection) {
            switch String(buffer: message) {
            case "close":
                connection.close(.normal)
            case "flood":
                let frame = MessageFrame.text(Array(repeating: 0x78, count: 100_000))
                // More than any system buffers for a socket.
                for _ in 0..<200 { connection.send(frame) }
            default:
                connection.send(MessageFrame.text(Array(message.readableBytesView)))
            }
        }

        func writabilityChanged(of connection: any ClientConnection) {}

        func closed(_ connection: any ClientConnection, because end: ConnectionEnd) {
            ends.yield(end)
        }
    }

    private static func withServer(
        _ settings: EdgeSettings = EdgeSettings(),
        logger: Logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
        threads: Int = 2, _ body: (EdgeServer, Int, Ends) async throws -> Void
    ) async throws {
        var settings = settings
        settings.host = "127.0.0.1"
        settings.port = 0
        let group = MultiThreadedEventLoopGroup(numberOfThreads: threads)
        let (ends, continuation) = AsyncStream.makeStream(of: ConnectionEnd.self)
        let server = try await EdgeServer.start(settings, group: group, logger: logger) { _ in Echo(continuation) }
        try await body(server, try #require(server.port), Ends(stream: ends))
        await server.shutdown()
        try await group.shutdownGracefully()
    }

    @Test("Messages go both ways")
    func echo() async throws {
        try await Self.withServer { _, port, ends in
            let client = try await EdgeClient.connect(to: port)
            #expect(try await client.upgrade() == "HTTP/1.1 101 Switching Protocols")
            try await client.send(ClientFrame.text("hello") + ClientFrame.text("again"))
            #expect(try await client.receiveFrame() == (0x81, Array("hello".utf8)))
            #expect(try await client.receiveFrame() == (0x81, Array("again".utf8)))
            let long = String(repeating: "z", count: 100_000)
            try await client.send(ClientFrame.text(long))
            #expect(try await client.receive(100_010).count == 100_010)
            try await client.send(ClientFrame.close(1000))
            #expect(try await client.receiveFrame() == (0x88, [0x03, 0xE8]))
            await client.waitForEnd()
            let end = await ends.next()
            #expect(end == .left(.normal))
        }
    }

    @Test("Many connections are served at once, on all loops")
    func many() async throws {
        try await Self.withServer { server, port, _ in
            var clients: [EdgeClient] = []
            for _ in 0..<50 { clients.append(try await EdgeClient.webSocket(to: port)) }
            #expect(server.connectionCount == 50)
            for (index, client) in clients.enumerated() { try await client.send(ClientFrame.text("\(index)")) }
            for (index, client) in clients.enumerated() {
                #expect(try await client.receiveFrame() == (0x81, Array("\(index)".utf8)))
            }
        }
    }

    @Test("A client that leaves without a word is noticed, and one that the server closes")
    func ends() async throws {
        try await Self.withServer { _, port, ends in
            let first = try await EdgeClient.webSocket(to: port)
            try await first.close()
            let end = await ends.next()
            #expect(end == .left(nil))
            let second = try await EdgeClient.webSocket(to: port)
            try await second.send(ClientFrame.text("close"))
            #expect(try await second.receiveFrame() == (0x88, [0x03, 0xE8]))
            try await second.send(ClientFrame.close(1000))
            let other = await ends.next()
            #expect(other == .closed(.normal))
        }
    }

    @Test("Who breaks a rule is told which, and hung up on without a wait")
    func violation() async throws {
        try await Self.withServer { _, port, ends in
            let client = try await EdgeClient.webSocket(to: port)
            try await client.send(ClientFrame.frame(0x3, []) + ClientFrame.text("late"))
            #expect(try await client.receiveFrame() == (0x88, [0x03, 0xEA]))
            await client.waitForEnd()
            let end = await ends.next()
            #expect(end == .violation(.protocolError))
        }
    }

    @Test("A client that does not read is cut off, and nobody else is held up")
    func slow() async throws {
        try await Self.withServer(threads: 1) { _, port, ends in
            let slow = try await EdgeClient.webSocket(to: port)
            let other = try await EdgeClient.webSocket(to: port)
            try await slow.stopReading()
            try await slow.send(ClientFrame.text("flood"))
            try await other.send(ClientFrame.text("hello"))
            #expect(try await other.receiveFrame() == (0x81, Array("hello".utf8)))
            let end = await ends.next()
            #expect(end == .slow)
        }
    }

    @Test("One connection too many gets 503, until another one leaves")
    func limit() async throws {
        var settings = EdgeSettings()
        settings.maxConnections = 1
        try await Self.withServer(settings) { server, port, ends in
            let first = try await EdgeClient.webSocket(to: port)
            let second = try await EdgeClient.connect(to: port)
            #expect(try await second.upgrade() == "HTTP/1.1 503 Service Unavailable")
            await second.waitForEnd()
            try await first.close()
            _ = await ends.next()
            while server.connectionCount > 0 { await Task.yield() }
            #expect(try await EdgeClient.connect(to: port).upgrade() == "HTTP/1.1 101 Switching Protocols")
        }
    }

    @Test("Connections are told that the server restarts, and nobody new is let in")
    func drain() async throws {
        try await Self.withServer { server, port, ends in
            let client = try await EdgeClient.webSocket(to: port)
            await server.stopAccepting()
            await #expect(throws: (any Error).self) { try await EdgeClient.connect(to: port) }
            await server.closeConnections(.serviceRestart)
            #expect(try await client.receiveFrame() == (0x88, [0x03, 0xF4]))
            try await client.send(ClientFrame.close(1012))
            let end = await ends.next()
            #expect(end == .closed(.serviceRestart))
        }
    }

    @Test("A port that is taken cannot be opened")
    func taken() async throws {
        try await Self.withServer { _, port, _ in
            var settings = EdgeSettings()
            settings.host = "127.0.0.1"
            settings.port = port
            let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
            let (_, continuation) = AsyncStream.makeStream(of: ConnectionEnd.self)
            await #expect(throws: IOError.self) {
                try await EdgeServer.start(settings, group: group, logger: Logger(label: "test")) { _ in
                    Echo(continuation)
                }
            }
            try await group.shutdownGracefully()
        }
    }

    @Test("A listening socket that is closed from outside is opened again at the same port")
    func listensAgain() async throws {
        let log = LogMemory()
        try await Self.withServer(logger: log.logger) { server, port, _ in
            try await server.listener?.close()
            await log.wait(for: "the listening socket is closed; opening it again")
            var client: EdgeClient?
            while client == nil {
                client = try? await EdgeClient.connect(to: port)
                await Task.yield()
            }
            #expect(try await client?.upgrade() == "HTTP/1.1 101 Switching Protocols")
        }
    }

    @Test("Out of descriptors, the server says so, goes on serving, and accepts again once there are some")
    func outOfDescriptors() async {
        await #expect(processExitsWith: .success) {
            let log = LogMemory()
            try await Self.withServer(logger: log.logger, threads: 1) { _, port, _ in
                let served = try await EdgeClient.webSocket(to: port)
                // Beyond those that are kept for other things, one for each end of one more connection.
                Descriptors.leave(OpenFiles.reserve + 2)
                let last = try await EdgeClient.webSocket(to: port)
                let waiting = try await EdgeClient.connect(to: port)
                await log.wait(for: "a connection was not accepted; accepting rests")
                try await served.send(ClientFrame.text("still here"))
                #expect(try await served.receiveFrame() == (0x81, Array("still here".utf8)))
                try await last.close()
                #expect(try await waiting.upgrade() == "HTTP/1.1 101 Switching Protocols")
                // The server waited in between: it did not spin.
                #expect(log.count(of: "a connection was not accepted; accepting rests") < 100)
            }
        }
    }
}
