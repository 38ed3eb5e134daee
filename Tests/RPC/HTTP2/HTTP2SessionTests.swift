import NIOCore
import Testing

@testable import RPC

@Suite struct HTTP2SessionTests {
    private let request: HTTP2Headers = [":method": "POST", ":scheme": "http", ":path": "/a/B", ":authority": "here"]
    private let response: HTTP2Headers = [":status": "200"]
    private let trailers: HTTP2Headers = ["grpc-status": "0"]

    @Test("A call crosses: headers, body and end, and back with trailers")
    func call() throws {
        var pair = try SessionPair()
        let stream = try #require(pair.client.request(request))
        pair.client.send(on: stream) { $0.writeString("ping") }
        pair.client.end(stream)
        try pair.exchange()
        #expect(
            pair.serverEvents == [
                .headers(stream: stream, request, isEnd: false), .data(stream: stream, ByteBuffer(string: "ping")),
                .end(stream: stream),
            ])
        pair.server.respond(response, on: stream)
        pair.server.send(on: stream) { $0.writeString("pong") }
        pair.server.end(stream, trailers: trailers)
        try pair.exchange()
        #expect(
            pair.clientEvents == [
                .headers(stream: stream, response, isEnd: false), .data(stream: stream, ByteBuffer(string: "pong")),
                .headers(stream: stream, trailers, isEnd: true), .closed(stream: stream, .noError),
            ])
        #expect(pair.serverEvents.last == .closed(stream: stream, .noError))
        #expect(pair.client.outgoing.isEmpty)
        #expect(pair.server.outgoing.isEmpty)
    }

    @Test("Bytes may be cut anywhere")
    func drips() throws {
        let (client, server) = (try HTTP2Session(.client), try HTTP2Session(.server))
        let stream = try #require(client.request(request))
        client.send(on: stream) { $0.writeString("ping") }
        client.end(stream)
        var bytes = ByteBuffer()
        try client.nextOutput(into: &bytes)
        var events: [HTTP2Event] = []
        for byte in bytes.readableBytesView { events += try server.receive(ByteBuffer(bytes: [byte])) }
        #expect(events.contains(.headers(stream: stream, request, isEnd: false)))
        #expect(events.body(of: stream) == Array("ping".utf8))
        #expect(events.last == .end(stream: stream))
    }

    @Test("No more is sent than the peer has credited")
    func flowControl() throws {
        var settings = HTTP2Settings()
        settings.streamWindow = 1000
        var pair = try SessionPair(server: settings)
        let stream = try #require(pair.client.request(request))
        pair.client.send(on: stream) { $0.writeRepeatingByte(7, count: 2500) }
        pair.client.end(stream)
        for (expected, unsent) in [(1000, 1500), (2000, 500), (2500, 0)] {
            try pair.exchange()
            #expect(pair.serverEvents.body(of: stream).count == expected)
            #expect(pair.client.unsentBytes(on: stream) == unsent)
            pair.server.credit(1000, on: stream)
        }
        #expect(pair.serverEvents.last == .end(stream: stream))
    }

    @Test("A stalled stream does not stall another")
    func independence() throws {
        var settings = HTTP2Settings()
        settings.streamWindow = 1000
        var pair = try SessionPair(server: settings)
        let stalled = try #require(pair.client.request(request))
        pair.client.send(on: stalled) { $0.writeRepeatingByte(7, count: 2500) }
        let other = try #require(pair.client.request(request))
        pair.client.send(on: other) { $0.writeRepeatingByte(8, count: 900) }
        pair.client.end(other)
        try pair.exchange()
        #expect(pair.serverEvents.body(of: other).count == 900)
        #expect(pair.serverEvents.body(of: stalled).count == 1000)
    }

    @Test("Streams beyond the limit wait on the client until others are over")
    func concurrencyLimit() throws {
        var settings = HTTP2Settings()
        settings.maxConcurrentStreams = 1
        var pair = try SessionPair(server: settings)
        let first = try #require(pair.client.request(request))
        let second = try #require(pair.client.request(request))
        pair.client.end(first)
        pair.client.end(second)
        try pair.exchange()
        #expect(pair.serverEvents.contains(.end(stream: first)))
        #expect(!pair.serverEvents.contains(.end(stream: second)))
        pair.server.respond(response, on: first, isEnd: true)
        try pair.exchange()
        #expect(pair.serverEvents.contains(.end(stream: second)))
    }

    @Test("A reset ends a stream on both sides")
    func reset() throws {
        var pair = try SessionPair()
        let stream = try #require(pair.client.request(request))
        try pair.exchange()
        pair.client.reset(stream, .cancel)
        try pair.exchange()
        #expect(pair.serverEvents.last == .closed(stream: stream, .cancel))
        #expect(pair.client.outgoing.isEmpty)
    }

    @Test("A client is asked to stop sending once it has its answer")
    func earlyAnswer() throws {
        var pair = try SessionPair()
        let stream = try #require(pair.client.request(request))
        try pair.exchange()
        pair.server.respond(response, on: stream, isEnd: true)
        try pair.exchange()
        #expect(
            pair.clientEvents == [
                .headers(stream: stream, response, isEnd: true), .closed(stream: stream, .noError),
            ])
    }

    @Test("A header list that is too large is told as such, without its fields")
    func oversizedHeaders() throws {
        var pair = try SessionPair()
        var request = request
        request.add("x", String(repeating: "x", count: 17 * 1024))
        let stream = try #require(pair.client.request(request))
        try pair.exchange()
        #expect(pair.serverEvents == [.oversizedHeaders(stream: stream)])
        let next = try #require(pair.client.request(self.request))
        try pair.exchange()
        #expect(pair.serverEvents.last == .headers(stream: next, self.request, isEnd: false))
    }

    @Test("A client that resets its streams as fast as it can is sent away")
    func rapidReset() throws {
        var settings = HTTP2Settings()
        settings.resetBurst = 10
        settings.resetsPerSecond = 1
        var pair = try SessionPair(server: settings)
        for _ in 0..<50 {
            let stream = try #require(pair.client.request(request))
            try pair.exchange()
            pair.client.reset(stream, .cancel)
            try pair.exchange()
            if pair.server.isOver { break }
        }
        #expect(pair.server.isOver)
        #expect(pair.clientEvents.contains { if case .goAway = $0 { true } else { false } })
    }

    @Test("A server that goes away lets the streams there are end")
    func drain() throws {
        var pair = try SessionPair()
        let stream = try #require(pair.client.request(request))
        try pair.exchange()
        pair.server.announceShutdown()
        pair.server.goAway()
        try pair.exchange()
        #expect(pair.clientEvents.contains(.goAway(lastStream: stream, .noError)))
        #expect(!pair.server.isOver)
        let refused = pair.client.request(request)
        try pair.exchange()
        #expect(refused == nil || pair.clientEvents.contains(.closed(stream: refused ?? 0, .refusedStream)))
        pair.client.end(stream)
        pair.server.respond(response, on: stream, isEnd: true)
        try pair.exchange()
        #expect(pair.server.isOver)
        #expect(pair.client.isOver)
    }

    @Test("A ping comes back with its number")
    func ping() throws {
        var pair = try SessionPair()
        pair.client.ping(0x0102_0304_0506_0708)
        try pair.exchange()
        #expect(pair.clientEvents == [.pong(0x0102_0304_0506_0708)])
    }

    @Test(
        "What is not HTTP/2 ends the session",
        arguments: ["GET / HTTP/1.1\r\n\r\n", "PRI * HTTP/2.0\r\n\r\nXX\r\n\r\n"])
    func garbage(text: String) throws {
        let server = try HTTP2Session(.server)
        #expect(throws: HTTP2Session.Failure.self) { try server.receive(ByteBuffer(string: text)) }
        server.terminate(.protocolError)
        var bytes = ByteBuffer()
        try? server.nextOutput(into: &bytes)
        #expect(server.isOver)
    }

    @Test("A flood of settings ends the session, when its answers are not taken")
    func settingsFlood() throws {
        var pair = try SessionPair()
        let frame: [UInt8] = [0, 0, 0, 4, 0, 0, 0, 0, 0]
        var flood = ByteBuffer()
        for _ in 0..<2000 { flood.writeBytes(frame) }
        #expect(throws: HTTP2Session.Failure.self) { try pair.server.receive(flood) }
        pair.clientEvents = []
    }
}
