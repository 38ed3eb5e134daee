import NIOHTTP1
import Testing

@testable import Gateway

@Suite struct CompressionAgreementTests {
    private func answer(_ header: String, _ policy: CompressionPolicy = CompressionPolicy(keepsContext: true))
        -> String?
    {
        (try? ExtensionOffer.offers(in: [header])).flatMap { CompressionAgreement($0, policy)?.answer }
    }

    @Test(
        "Every parameter is answered as RFC 7692 has it",
        arguments: [
            ("permessage-deflate", "permessage-deflate"),
            ("permessage-deflate; client_max_window_bits", "permessage-deflate"),
            (
                "permessage-deflate; server_no_context_takeover",
                "permessage-deflate; server_no_context_takeover"
            ),
            (
                "permessage-deflate; client_no_context_takeover",
                "permessage-deflate; client_no_context_takeover"
            ),
            ("permessage-deflate; server_max_window_bits=9", "permessage-deflate; server_max_window_bits=9"),
            ("permessage-deflate; server_max_window_bits=15", "permessage-deflate; server_max_window_bits=15"),
            ("permessage-deflate; client_max_window_bits=8", "permessage-deflate; client_max_window_bits=8"),
            ("permessage-deflate; client_max_window_bits=\"10\"", "permessage-deflate; client_max_window_bits=10"),
            (
                "permessage-deflate; client_max_window_bits=9; server_max_window_bits=10; server_no_context_takeover",
                "permessage-deflate; server_no_context_takeover; server_max_window_bits=10; client_max_window_bits=9"
            ),
        ])
    func parameters(offer: String, expected: String) {
        #expect(answer(offer) == expected)
    }

    @Test(
        "An offer that cannot be is passed over for the next, or there is no compression",
        arguments: [
            "permessage-deflate; unknown", "permessage-deflate; server_no_context_takeover=1",
            "permessage-deflate; server_max_window_bits", "permessage-deflate; server_max_window_bits=8",
            "permessage-deflate; server_max_window_bits=16", "permessage-deflate; server_max_window_bits=09",
            "permessage-deflate; server_max_window_bits=x", "permessage-deflate; client_max_window_bits=7",
            "permessage-deflate; client_max_window_bits=+9", "permessage-deflate; client_no_context_takeover=true",
            "permessage-deflate; client_max_window_bits; client_max_window_bits=10",
            "permessage-deflate; server_no_context_takeover; server_no_context_takeover", "x-webkit-deflate-frame",
            "permessage-bzip2",
        ])
    func declined(offer: String) {
        #expect(answer(offer) == nil)
        #expect(
            answer("\(offer), permessage-deflate; server_max_window_bits=12")
                == "permessage-deflate; server_max_window_bits=12")
    }

    @Test("A server that keeps no context says so of both sides, asked or not")
    func withoutContext() {
        #expect(
            answer("permessage-deflate; client_max_window_bits", CompressionPolicy())
                == "permessage-deflate; server_no_context_takeover; client_no_context_takeover")
    }

    @Test("A handshake carries the agreement; without compression it carries none, and a malformed offer is refused")
    func handshake() throws {
        func handshake(_ extensions: String, _ policy: CompressionPolicy?) throws -> String {
            let head = HTTPRequestHead(
                version: .http1_1, method: .GET, uri: "/",
                headers: [
                    "Upgrade": "websocket", "Connection": "Upgrade", "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
                    "Sec-WebSocket-Version": "13", "Sec-WebSocket-Extensions": extensions,
                ])
            return try WebSocketHandshake(EdgeRequest(head), compression: policy).answer
        }
        let start =
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n"
        let policy = CompressionPolicy(keepsContext: true)
        #expect(
            try handshake("permessage-deflate", policy)
                == start + "Sec-WebSocket-Extensions: permessage-deflate\r\n\r\n")
        #expect(try handshake("permessage-deflate", nil) == start + "\r\n")
        #expect(try handshake("other", policy) == start + "\r\n")
        #expect(throws: WebSocketHandshake.Fault.notAnUpgrade) { try handshake("permessage-deflate;", policy) }
    }
}
