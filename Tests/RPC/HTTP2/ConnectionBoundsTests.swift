import NIOCore
import NIOEmbedded
import Testing

@testable import RPC

/// What a connection does not wait for and does not keep, with a clock that stands still.
@Suite struct ConnectionBoundsTests {
    private static let call: HTTP2Headers = [
        ":method": "POST", ":scheme": "http", ":path": Letter.post.path, ":authority": "here",
        "content-type": "application/grpc", "te": "trailers",
    ]
    private static let get: HTTP2Headers = [":method": "GET", ":scheme": "http", ":path": "/", ":authority": "here"]
    private static let router = RPCRouter([MailService { letter, _ in letter }])

    /// Opens a call and sends the begin of its message, of which more never comes.
    private func begin(_ server: EmbeddedServer, bytes: Int) throws -> Int32 {
        let stream = try #require(server.client.request(Self.call))
        server.client.send(on: stream) { $0.writeBytes([0, 0, 1, 0, 0] + Array(repeating: 7, count: bytes - 5)) }
        try server.exchange()
        return stream
    }

    private func statuses(_ server: EmbeddedServer, on wanted: Int32) -> [String] {
        server.events.compactMap { event in
            guard case .headers(wanted, let headers, _) = event else { return nil }
            return headers["grpc-status"] ?? headers[":status"]
        }
    }

    @Test("Slow uploads together hold no more than the connection may; the one that would is refused, and makes room")
    func slowUploads() throws {
        var settings = HTTP2ConnectionSettings()
        settings.maxHeldBytes = 100_000
        let server = try EmbeddedServer(Self.router, settings: settings)
        let (first, second) = (try begin(server, bytes: 40_000), try begin(server, bytes: 40_000))
        let third = try begin(server, bytes: 40_000)
        let fourth = try begin(server, bytes: 15_000)
        #expect(statuses(server, on: third) == ["8"])
        for stream in [first, second, fourth] { #expect(statuses(server, on: stream) == []) }
        #expect(server.metrics.count(of: .connectionFull) == 1)
        server.client.reset(first, .cancel)
        let fifth = try begin(server, bytes: 40_000)
        #expect(statuses(server, on: fifth) == [])
    }

    @Test("The windows say no more than the connection may hold")
    func windows() {
        let settings = HTTP2ConnectionSettings()
        #expect(Int(settings.http2.streamWindow) <= Int(settings.http2.connectionWindow))
        #expect(Int(settings.http2.connectionWindow) <= settings.maxHeldBytes)
        #expect(settings.maxMessageSize <= settings.maxHeldBytes)
    }

    @Test("An answer that the client does not take is dropped")
    func untakenAnswer() throws {
        var client = HTTP2Settings()
        client.streamWindow = 0
        let server = try EmbeddedServer(Self.router, client: client)
        let stream = try #require(server.client.request(Self.get))
        server.client.end(stream)
        try server.exchange()
        #expect(statuses(server, on: stream) == ["405"])
        server.channel.embeddedEventLoop.advanceTime(by: .seconds(31))
        try server.exchange()
        #expect(server.events.last == .closed(stream: stream, .cancel))
        #expect(server.metrics.count(of: .stalled) == 1)
    }

    @Test("A plain request that never becomes complete is answered all the same")
    func endlessRequest() throws {
        let server = try EmbeddedServer(Self.router)
        let stream = try #require(server.client.request(Self.get))
        try server.exchange()
        #expect(statuses(server, on: stream) == [])
        server.channel.embeddedEventLoop.advanceTime(by: .seconds(31))
        try server.exchange()
        #expect(statuses(server, on: stream) == ["405"])
        #expect(server.metrics.count(of: .stalled) == 1)
    }
}

@Suite struct PrefaceHandlerTests {
    private let refusals = CountedRefusals()

    private func channel() throws -> EmbeddedChannel {
        let handler = PrefaceHandler(timeout: .seconds(10), meters: RefusalMeters(refusals))
        let channel = EmbeddedChannel(handler: handler)
        try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
        return channel
    }

    @Test("A client of HTTP/1 gets an answer that it can read")
    func http1() throws {
        let channel = try channel()
        for part in ["GET / HT", "TP/1.1\r\nHost: here\r\n\r\n"] where channel.isActive {
            try channel.writeInbound(ByteBuffer(string: part))
        }
        let answer = try #require(try channel.readOutbound(as: ByteBuffer.self))
        #expect(String(buffer: answer).hasPrefix("HTTP/1.1 505 HTTP Version Not Supported\r\n"))
        #expect(String(buffer: answer).hasSuffix("\r\n\r\nThis port speaks gRPC, over HTTP/2 only.\n"))
        channel.embeddedEventLoop.run()
        #expect(!channel.isActive)
        #expect(refusals.count(of: .http1) == 1)
    }

    @Test("A client of HTTP/2 is passed on, however its bytes are cut", arguments: [1, 5, 23, 24, 30])
    func http2(size: Int) throws {
        let channel = try channel()
        let bytes = RawPeer.preface + RawFrame.settings().bytes
        var heard: [UInt8] = []
        for start in stride(from: 0, to: bytes.count, by: size) {
            try channel.writeInbound(ByteBuffer(bytes: bytes[start..<min(start + size, bytes.count)]))
            while let more = try channel.readInbound(as: ByteBuffer.self) { heard += more.readableBytesView }
        }
        #expect(heard == bytes)
        #expect(try channel.readOutbound(as: ByteBuffer.self) == nil)
    }

    @Test("A client that says nothing is not waited for")
    func silence() throws {
        let channel = try channel()
        channel.embeddedEventLoop.advanceTime(by: .seconds(10))
        #expect(!channel.isActive)
        #expect(refusals.count(of: .notHTTP2) == 1)
    }
}
