import NIOCore
import NIOEmbedded
import Testing

@testable import RPC

@Suite struct ServerConnectionTests {
    private func request(_ changes: [String: String] = [:]) -> HTTP2Headers {
        var headers = HTTP2Headers()
        let fields = [
            (":method", "POST"), (":scheme", "http"), (":path", Letter.post.path), (":authority", "here"),
            ("content-type", "application/grpc"), ("te", "trailers"),
        ]
        for (name, value) in fields where changes[name] != "" { headers.add(name, changes[name] ?? value) }
        for (name, value) in changes where !fields.contains(where: { $0.0 == name }) { headers.add(name, value) }
        return headers
    }

    private var router: RPCRouter {
        RPCRouter([
            MailService { letter, _ in
                Issue.record("the handler was asked")
                return letter
            }
        ])
    }

    @Test(
        "What is not gRPC gets an HTTP status",
        arguments: [
            ([":method": "GET"], "405"), (["content-type": "text/plain"], "415"), (["content-type": ""], "415"),
            (["content-type": "application/grpcish"], "415"),
        ] as [([String: String], String)])
    func notGRPC(changes: [String: String], status: String) throws {
        let server = try EmbeddedServer(router)
        let answers = try server.answers(to: request(changes), body: [])
        #expect(answers.map { $0[":status"] } == [status])
        #expect(answers.first?["content-type"] == "text/plain; charset=utf-8")
        #expect(server.metrics.count(of: .notGRPC) == 1)
    }

    @Test(
        "What cannot be served is refused in the first header list, before the request is complete",
        arguments: [
            ([":path": "/test.v1.Mail/Nothing"], .unimplemented), (["grpc-encoding": "gzip"], .unimplemented),
            (["grpc-timeout": "soon"], .invalidArgument),
        ] as [([String: String], StatusCode)])
    func refusals(changes: [String: String], code: StatusCode) throws {
        let server = try EmbeddedServer(router)
        let answers = try server.answers(to: request(changes))
        #expect(answers.count == 1)
        #expect(answers.first?[":status"] == "200")
        #expect(answers.first?["content-type"] == "application/grpc")
        #expect(answers.first?["grpc-status"] == "\(code.rawValue)")
    }

    @Test(
        "A suffix or parameters of the content type are allowed", arguments: ["+proto", ";charset=utf-8", "+json; a=b"])
    func contentTypes(suffix: String) throws {
        let server = try EmbeddedServer(router)
        let type = "application/grpc\(suffix)"
        let answers = try server.answers(to: request(["content-type": type, ":path": "/a/B"]))
        #expect(answers.first?["grpc-status"] == "12")
    }

    @Test(
        "A body that is not one message is refused",
        arguments: [
            ([], .unimplemented), ([0, 0, 0, 0, 9, 1], .internal), ([1, 0, 0, 0, 0], .unimplemented),
            ([0, 0, 0, 0, 0, 0, 0, 0, 0, 0], .unimplemented), ([0, 127, 0, 0, 0], .resourceExhausted),
        ] as [([UInt8], StatusCode)])
    func bodies(body: [UInt8], code: StatusCode) throws {
        let server = try EmbeddedServer(router)
        let answers = try server.answers(to: request(), body: body)
        #expect(answers.first?["grpc-status"] == "\(code.rawValue)")
    }

    @Test("A header list that is too large is answered with 431, and the connection goes on")
    func oversizedHeaders() throws {
        let server = try EmbeddedServer(router)
        let large = try server.answers(to: request(["x": String(repeating: "x", count: 20_000)]))
        #expect(large == [[":status": "431"]])
        let next = try server.answers(to: request([":path": "/a/B"]))
        #expect(next.first?["grpc-status"] == "12")
    }

    @Test("A unary request that never becomes complete is given up")
    func stalledRequest() throws {
        let server = try EmbeddedServer(router)
        #expect(try server.answers(to: request()).isEmpty)
        server.channel.embeddedEventLoop.advanceTime(by: .seconds(31))
        try server.exchange()
        let statuses = server.events.compactMap { event in
            if case .headers(_, let headers, _) = event { headers["grpc-status"] } else { nil }
        }
        #expect(statuses == ["4"])
    }

    @Test("A peer that speaks HTTP/1 is disconnected")
    func http1() throws {
        let server = try EmbeddedServer(router)
        try server.channel.writeInbound(ByteBuffer(string: "GET / HTTP/1.1\r\nHost: here\r\n\r\n"))
        server.channel.embeddedEventLoop.run()
        #expect(!server.channel.isActive)
    }

    @Test("A silent peer is asked whether it is there, and disconnected when it stays silent")
    func keepAlive() throws {
        let server = try EmbeddedServer(router)
        let loop = server.channel.embeddedEventLoop
        loop.advanceTime(by: .seconds(20))
        loop.advanceTime(by: .seconds(20))
        #expect(server.channel.isActive)
        // The ping is in what was written; nobody answers.
        loop.advanceTime(by: .seconds(10))
        #expect(!server.channel.isActive)
    }

    @Test("A peer that answers pings stays")
    func answeredPings() throws {
        let server = try EmbeddedServer(router)
        for _ in 0..<20 {
            server.channel.embeddedEventLoop.advanceTime(by: .seconds(9))
            try server.exchange()
        }
        #expect(server.channel.isActive)
    }

    @Test("A client that resets its streams as fast as it can is sent away")
    func rapidReset() throws {
        var settings = HTTP2ConnectionSettings()
        settings.http2.resetBurst = 20
        settings.http2.resetsPerSecond = 1
        let server = try EmbeddedServer(router, settings: settings)
        for _ in 0..<100 where server.channel.isActive {
            guard let stream = server.client.request(request()) else { break }
            try server.exchange()
            server.client.reset(stream, .cancel)
            try server.exchange()
        }
        #expect(server.goodbye != nil)
        #expect(!server.channel.isActive)
    }
}
