import NIOCore
import NIOHTTP1

/// The way back to the client of one request about files.
struct FileAnswer: Sendable {
    private let exchange: NIOLoopBound<FileExchange>
    private let loop: any EventLoop

    init(_ exchange: FileExchange, on loop: any EventLoop) {
        self.exchange = NIOLoopBound(exchange, eventLoop: loop)
        self.loop = loop
    }

    /// Tells a client that waits for it that it may send the body.
    func goOn() async throws {
        try await loop.flatSubmit { exchange.value.send(ByteBuffer(string: "HTTP/1.1 100 Continue\r\n\r\n")) }.get()
    }

    /// Sends the head of the answer; once.
    ///
    /// - Parameters:
    ///   - status: The HTTP status.
    ///   - headers: All but `Content-Length`, `Date` and `Connection`.
    ///   - length: Bytes of body to follow; nil for an answer that has none.
    ///   - isHead: Whether the body is only announced.
    /// - Throws: When the client has gone.
    func begin(_ status: Int, _ headers: [(String, String)], length: Int64?, isHead: Bool = false) async throws {
        try await loop.flatSubmit { exchange.value.begin(status, headers, length: length, isHead: isHead) }.get()
    }

    /// Sends bytes of the body, and returns when the network has taken them: whoever reads slowly holds up the sender.
    ///
    /// - Throws: When the client has gone, or has not taken them in time.
    func write(_ bytes: ByteBuffer) async throws {
        try await loop.flatSubmit { exchange.value.sendBody(bytes) }.get()
    }

    /// Whether the head has been sent.
    func hasBegun() async -> Bool {
        (try? await loop.submit { exchange.value.hasBegun }.get()) ?? true
    }

    /// Ends the exchange: the connection serves the next request, or is closed.
    func finish() async {
        // It fails only with the loop, and the connection then.
        try? await loop.submit { exchange.value.finish() }.get()
    }
}
