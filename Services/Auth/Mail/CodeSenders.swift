import AsyncHTTPClient
import JSON
package import Logging
import NIOCore
import NIOHTTP1
package import Settings

/// Brings each code the way that its address needs; a way that is not configured leaves the code unsent.
package struct CodeSenders: CodeSender {
    /// By `email`, `tel`.
    private let ways: [String: any CodeSender]

    /// Names the ways, by the methods of credentials.
    package init(_ ways: [String: any CodeSender]) {
        self.ways = ways
    }

    package func send(_ letter: CodeLetter) async throws {
        try await ways[letter.method]?.send(letter)
    }
}

/// Writes codes to the log, for demonstrations: whoever tries the suite has no gateway for text messages.
///
/// The one place where a code is logged, and only where the demonstration's own code opens every door anyway.
package struct LoggingCodeSender: CodeSender {
    private let logger: Logger

    /// Creates it.
    package init(_ logger: Logger) {
        self.logger = logger
    }

    package func send(_ letter: CodeLetter) {
        logger.notice("a text message would be sent", metadata: ["text": "\(CodeText.message(letter, from: "Parley"))"])
    }
}

/// Sends codes by text message through the operator's own gateway: a POST of `{"to":"+1…","text":"…"}`.
package struct TextMessageSender: CodeSender {
    private let url: String
    private let token: Secret?
    private let name: String

    /// Names the gateway.
    ///
    /// - Parameters:
    ///   - url: Where it is: `https://…`.
    ///   - token: What goes into `Authorization: Bearer`; nil for nothing.
    ///   - name: What the installation calls itself.
    package init(url: String, token: Secret?, name: String) {
        self.url = url
        self.token = token
        self.name = name
    }

    package func send(_ letter: CodeLetter) async throws {
        var request = HTTPClientRequest(url: url)
        request.method = .POST
        request.headers.add(name: "Content-Type", value: "application/json")
        if let token { request.headers.add(name: "Authorization", value: "Bearer \(token.reveal())") }
        let body = RawJSON.object([
            "to": .string(letter.address), "text": .string(CodeText.message(letter, from: name)),
        ])
        request.body = .bytes(ByteBuffer(bytes: body.bytes))
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(10))
        guard (200..<300).contains(response.status.code) else { throw GatewayRefused() }
    }

    /// The gateway answered something else than 2xx.
    private struct GatewayRefused: Error {}
}
