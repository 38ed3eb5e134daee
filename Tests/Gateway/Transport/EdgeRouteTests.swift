import NIOCore
import NIOHTTP1
import Testing

@testable import Gateway

@Suite struct EdgeRouteTests {
    private static let key = APIKeyRing.stockKey
    private static let upgrade = [
        ("Host", "localhost"), ("Upgrade", "websocket"), ("Connection", "keep-alive, Upgrade"),
        ("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="), ("Sec-WebSocket-Version", "13"),
    ]

    private func route(
        _ uri: String, _ method: HTTPMethod = .GET, headers: [(String, String)] = EdgeRouteTests.upgrade,
        servesWebRoot: Bool = false
    ) -> EdgeRoute {
        let head = HTTPRequestHead(version: .http1_1, method: method, uri: uri, headers: HTTPHeaders(headers))
        return EdgeRoute(EdgeRequest(head), router: EdgeRouter(EdgeSettings(), servesWebRoot: servesWebRoot))
    }

    private func status(_ route: EdgeRoute) -> Int {
        switch route {
        case .webSocket: 101
        case .longPoll, .files, .webFile: 200
        case .reply(let reply): reply.status
        }
    }

    @Test("A handshake is answered as the RFC's example is")
    func handshake() throws {
        guard case .webSocket(let handshake) = route("/v0/channels?apikey=" + Self.key) else {
            Issue.record("refused")
            return
        }
        #expect(handshake.accept == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
        #expect(
            handshake.answer
                == "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n")
    }

    @Test(
        "The API key is found in a header, the query and a cookie",
        arguments: [
            ("/v0/channels", [("X-Tinode-APIKey", key)]),
            ("/v0/channels?a=b&apikey=\(key)&c", []),
            ("/v0/channels", [("Cookie", "x=y; apikey=\(key); z")]),
            ("/v0/channels", [("Cookie", "x=y"), ("Cookie", "apikey=\(key)")]),
            ("/v0/channels?apikey=wrong", [("x-tinode-apikey", key), ("Cookie", "apikey=wrong")]),
        ])
    func apiKeys(uri: String, headers: [(String, String)]) {
        #expect(status(route(uri, headers: Self.upgrade + headers)) == 101)
    }

    @Test(
        "Without a good API key nothing else is looked at",
        arguments: [
            "/v0/channels", "/v0/channels?apikey=", "/v0/channels?apikey=wrong", "/v0/channels?xapikey=\(key)",
            "/v0/channels/lp", "/v0/file/u/", "/v0/file/s/abc.jpg",
        ])
    func noKey(uri: String) {
        guard case .reply(let reply) = route(uri, .POST) else {
            Issue.record("not refused")
            return
        }
        #expect(reply.status == 403)
        #expect(String(buffer: reply.body) == #"{"ctrl":{"code":403,"text":"valid API key required"}}"#)
    }

    @Test(
        "Paths",
        arguments: [
            ("/v0/channels/lp?apikey=\(key)", 200), ("/v0/file/u/?apikey=\(key)", 200),
            ("/v0/file/u?apikey=\(key)", 200), ("/v0/file/s/x?apikey=\(key)", 200), ("/v0/file/x?apikey=\(key)", 404),
            ("/", 404), ("/v0/channels/", 404), ("/v0/channelsx", 404),
            ("/v0/file", 404), ("/v0/", 404), ("", 404), ("*", 404), ("/v0/urlpreview", 404), ("?", 404),
        ])
    func paths(uri: String, expected: Int) {
        #expect(status(route(uri)) == expected)
    }

    @Test("Only GET opens a WebSocket", arguments: [HTTPMethod.POST, .PUT, .HEAD, .OPTIONS])
    func methods(method: HTTPMethod) {
        #expect(status(route("/v0/channels?apikey=" + Self.key, method)) == 405)
    }

    @Test(
        "A handshake that is not in order is refused",
        arguments: [
            ("Upgrade", "h2c", 400), ("Connection", "close", 400), ("Sec-WebSocket-Key", "short", 400),
            ("Sec-WebSocket-Key", "", 400), ("Sec-WebSocket-Version", "8", 426), ("Content-Length", "5", 400),
            ("Transfer-Encoding", "chunked", 400), ("Content-Length", "0", 101), ("Upgrade", "WebSocket", 101),
            ("Connection", "upgrade", 101),
        ])
    func disorder(name: String, value: String, expected: Int) {
        var headers = HTTPHeaders(Self.upgrade)
        headers.replaceOrAdd(name: name, value: value)
        #expect(
            status(route("/v0/channels?apikey=" + Self.key, headers: headers.map { ($0.name, $0.value) })) == expected)
    }

    @Test("A missing header is as bad as a wrong one", arguments: ["Upgrade", "Connection", "Sec-WebSocket-Key"])
    func missing(name: String) {
        let headers = Self.upgrade.filter { $0.0 != name }
        #expect(status(route("/v0/channels?apikey=" + Self.key, headers: headers)) == 400)
    }

    @Test("An answer is complete, and one to HEAD has no body")
    func replies() {
        let reply = HTTPReply(.notFound, headers: [("X-A", "b")])
        let head =
            "HTTP/1.1 404 Not Found\r\nX-A: b\r\nCache-Control: no-store\r\n"
            + "Content-Type: application/json; charset=utf-8\r\nContent-Length: 40\r\nConnection: "
        let body = #"{"ctrl":{"code":404,"text":"not found"}}"#
        #expect(String(buffer: reply.response(closes: true, isHead: false)) == head + "close\r\n\r\n" + body)
        #expect(
            String(buffer: reply.response(closes: false, isHead: true))
                == head + "keep-alive\r\n\r\n")
    }
}
