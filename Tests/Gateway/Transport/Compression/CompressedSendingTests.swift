import NIOCore
import NIOEmbedded
import Testing

@testable import Gateway

/// What is sent to clients compressed.
@Suite struct CompressedSendingTests {
    private static let long = String(repeating: "a message like any other, ", count: 40)

    private func message(_ text: String) -> MessageFrame { .text(Array(text.utf8)) }

    private func edge(_ offer: String = "permessage-deflate", _ policy: CompressionPolicy? = CompressionPolicy()) throws
        -> EmbeddedEdge
    {
        var settings = EdgeSettings()
        settings.compression = policy
        let edge = try EmbeddedEdge.http(settings)
        try edge.receive(
            "GET /v0/channels?apikey=\(APIKeyRing.stockKey) HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\n"
                + "Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Extensions: \(offer)\r\n\r\n")
        _ = try edge.sent()
        return edge
    }

    /// The text in a frame; nil if the frame is not compressed.
    private func inflate(_ frame: [UInt8], with inflater: Inflater) throws -> String? {
        guard frame[0] & 0x40 != 0 else { return nil }
        var text = ByteBuffer()
        let payload = frame[1] < 126 ? frame[2...] : frame[4...]
        try Array(payload).withUnsafeBytes { try inflater.append($0, to: &text, limit: 100_000) }
        try inflater.endMessage(&text, limit: 100_000)
        return String(buffer: text)
    }

    @Test("Long messages go compressed, short ones as they are, and control frames always")
    func threshold() throws {
        let edge = try edge()
        let inflater = try #require(Inflater(windowBits: 15))
        edge.sink.connection?.send(message(Self.long))
        let frame = try edge.sent()
        #expect(frame.count < 100)
        #expect(try inflate(frame, with: inflater) == Self.long)
        edge.sink.connection?.send(message("short"))
        #expect(try edge.sent() == [0x81, 5] + Array("short".utf8))
        edge.sink.connection?.ping()
        #expect(try edge.sent() == [0x89, 0])
    }

    @Test("Of messages that go to many together each is compressed, or not, by itself")
    func run() throws {
        let edge = try edge()
        let inflater = try #require(Inflater(windowBits: 15))
        edge.sink.connection?.send(FrameRun([message("short"), message(Self.long)]))
        let sent = try edge.sent()
        let short = [0x81, 5] + Array("short".utf8)
        #expect(Array(sent.prefix(short.count)) == short)
        #expect(try inflate(Array(sent.dropFirst(short.count)), with: inflater) == Self.long)
    }

    @Test("A client that does not ask for compression gets none, nor does any if it is switched off")
    func without() throws {
        for edge in [try edge("other"), try edge("permessage-deflate", nil)] {
            edge.sink.connection?.send(message(Self.long))
            #expect(try edge.sent().count == Self.long.utf8.count + 4)
        }
    }

    @Test("A message to many is compressed once, and goes out as one buffer")
    func shared() throws {
        let message = message(Self.long)
        let loop = LoopCompression(CompressionPolicy())
        let other = LoopCompression(CompressionPolicy())
        func address(_ buffer: ByteBuffer) -> UnsafeRawPointer? { buffer.withUnsafeReadableBytes(\.baseAddress) }
        let first = loop.frame(of: message, windowBits: 15)
        #expect(address(loop.frame(of: message, windowBits: 15)) == address(first))
        #expect(address(other.frame(of: message, windowBits: 15)) == address(first))
        #expect(address(loop.frame(of: message, windowBits: 9)) != address(first))
    }

    @Test("Each message can be read by itself where no context is kept")
    func stateless() throws {
        let edge = try edge()
        for _ in 0..<3 {
            edge.sink.connection?.send(message(Self.long))
            let inflater = try #require(Inflater(windowBits: 15))
            #expect(try inflate(edge.sent(), with: inflater) == Self.long)
        }
    }

    @Test("Where context is kept the same again costs a few bytes")
    func context() throws {
        let policy = CompressionPolicy(keepsContext: true, minimumLength: 0)
        let edge = try edge("permessage-deflate; server_max_window_bits=11", policy)
        let inflater = try #require(Inflater(windowBits: 11))
        let random = (0..<600).map { _ in String(UInt8.random(in: 0...255), radix: 16) }.joined()
        var sizes: [Int] = []
        for _ in 0..<2 {
            edge.sink.connection?.send(message(random))
            let frame = try edge.sent()
            sizes.append(frame.count)
            #expect(try inflate(frame, with: inflater) == random)
        }
        #expect(sizes[1] < sizes[0] / 4)
        edge.sink.connection?.send(message(""))
        #expect(try edge.sent() == [0xC1, 1, 0])
    }

    @Test("What does not become shorter is sent as it is")
    func incompressible() throws {
        let bytes = (0..<1000).map { _ in UInt8.random(in: 0...255) }
        let message = MessageFrame(ByteBuffer(bytes: bytes), .binary)
        let loop = LoopCompression(CompressionPolicy())
        #expect(loop.frame(of: message, windowBits: 15) == message.plain)
    }
}
