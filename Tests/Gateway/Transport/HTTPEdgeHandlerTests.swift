import NIOCore
import NIOEmbedded
import Testing

@testable import Gateway

@Suite struct HTTPEdgeHandlerTests {
    private static let upgrade =
        "GET /v0/channels?apikey=\(APIKeyRing.stockKey) HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\n"
        + "Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"

    private func statusLine(_ text: String) -> Substring { text.prefix { $0 != "\r\n" } }

    @Test("A connection becomes a WebSocket, with one handler left")
    func upgrade() throws {
        let edge = try EmbeddedEdge.http()
        try edge.receive(Self.upgrade)
        #expect(statusLine(try edge.sentText()) == "HTTP/1.1 101 Switching Protocols")
        #expect(edge.sink.calls == [.opened])
        try edge.receive(ClientFrame.text("hello"))
        #expect(edge.sink.messages == ["hello"])
        #expect(throws: (any Error).self) {
            try edge.channel.pipeline.syncOperations.handler(type: HTTPEdgeHandler.self)
        }
    }

    @Test("A request may come byte by byte, and frames right behind it")
    func drips() throws {
        let bytes = Array(Self.upgrade.utf8) + ClientFrame.text("one") + ClientFrame.text("two")
        let whole = try EmbeddedEdge.http()
        try whole.receive(bytes)
        #expect(whole.sink.calls == [.opened, .received("one"), .received("two")])
        let drips = try EmbeddedEdge.http()
        for byte in bytes { try drips.receive([byte]) }
        #expect(drips.sink.calls == [.opened, .received("one"), .received("two")])
    }

    @Test("What a sink sends at once follows the handshake")
    func order() throws {
        let edge = try EmbeddedEdge.http()
        edge.sink.onMessage = { _, connection in connection.send(.text([])) }
        try edge.receive(Array(Self.upgrade.utf8) + ClientFrame.text("x"))
        let sent = try edge.sent()
        #expect(statusLine(String(decoding: sent, as: UTF8.self)) == "HTTP/1.1 101 Switching Protocols")
        #expect(sent.suffix(2) == [0x81, 0])
    }

    @Test("Refusals leave the connection to further requests")
    func keepAlive() throws {
        let edge = try EmbeddedEdge.http()
        try edge.receive("GET / HTTP/1.1\r\nHost: x\r\n\r\nGET /v0/channels HTTP/1.1\r\nHost: x\r\n\r\n")
        let text = try edge.sentText()
        #expect(text.contains("HTTP/1.1 404 Not Found"))
        #expect(text.contains(#"{"ctrl":{"code":403,"text":"valid API key required"}}"#))
        #expect(edge.channel.isActive)
        try edge.receive(Self.upgrade)
        #expect(statusLine(try edge.sentText()) == "HTTP/1.1 101 Switching Protocols")
    }

    @Test(
        "Some answers are the last",
        arguments: [
            ("GET / HTTP/1.1\r\nConnection: close\r\n\r\n", "404 Not Found"),
            ("GET / HTTP/1.0\r\n\r\n", "404 Not Found"),
            (
                "POST /v0/file/u/?apikey=\(APIKeyRing.stockKey) HTTP/1.1\r\nContent-Length: 100\r\n\r\n",
                "501 Not Implemented"
            ),
            ("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n", "404 Not Found"),
            ("nonsense\r\n\r\n", "400 Bad Request"), ("GET / HTTP/3.0\r\n\r\n", "400 Bad Request"),
            (
                "GET / HTTP/1.1\r\nX: \(String(repeating: "x", count: 17_000))\r\n\r\n",
                "431 Request Header Fields Too Large"
            ),
            (
                "GET / HTTP/1.1\r\n" + String(repeating: "X: \(String(repeating: "x", count: 900))\r\n", count: 20),
                "431 Request Header Fields Too Large"
            ),
            (
                "GET /\(String(repeating: "x", count: 17_000)) HTTP/1.1\r\n\r\n",
                "431 Request Header Fields Too Large"
            ),
        ])
    func last(request: String, status: String) throws {
        let edge = try EmbeddedEdge.http()
        try? edge.receive(request)
        let text = try edge.sentText()
        #expect(statusLine(text) == "HTTP/1.1 \(status)")
        #expect(text.contains("Connection: close\r\n"))
        try? edge.receive("GET / HTTP/1.1\r\n\r\n")
        #expect(try edge.sent() == [])
        edge.advance(.seconds(5))
        #expect(!edge.channel.isActive)
    }

    @Test("Who takes too long over a head is cut off")
    func slow() throws {
        let edge = try EmbeddedEdge.http()
        try edge.receive("GET / HTTP/1.1\r\n")
        edge.advance(.milliseconds(9999))
        #expect(edge.channel.isActive)
        edge.advance(.milliseconds(1))
        #expect(!edge.channel.isActive)
        #expect(edge.sink.calls.isEmpty)
    }

    @Test("The time for a head begins anew with each answer, and ends with the handshake")
    func deadlines() throws {
        let edge = try EmbeddedEdge.http()
        for _ in 0..<3 {
            edge.advance(.seconds(9))
            try edge.receive("GET / HTTP/1.1\r\n\r\n")
        }
        edge.advance(.seconds(9))
        try edge.receive(Self.upgrade)
        edge.advance(.seconds(30))
        #expect(edge.channel.isActive)
    }

    @Test("A connection too many is refused, and has little time")
    func tooMany() throws {
        let edge = try EmbeddedEdge.http(isRefused: true)
        try edge.receive(Self.upgrade)
        let text = try edge.sentText()
        #expect(statusLine(text) == "HTTP/1.1 503 Service Unavailable")
        #expect(text.contains("Retry-After: 5\r\n"))
        let silent = try EmbeddedEdge.http(isRefused: true)
        silent.advance(.seconds(1))
        #expect(!silent.channel.isActive)
    }
}
