import NIOCore
import NIOPosix
import Synchronization
import TLS

@testable import Gateway

/// Where an unmasked frame at the beginning of some bytes begins and ends; nil until it has come whole.
private struct ServerFrame {
    let opcode: UInt8
    let start: Int
    let end: Int

    init?(_ bytes: [UInt8]) {
        guard bytes.count >= 2 else { return nil }
        opcode = bytes[0] & 0x0F
        let extra = bytes[1] < 126 ? 0 : bytes[1] == 126 ? 2 : 8
        guard bytes.count >= 2 + extra else { return nil }
        start = 2 + extra
        let length = extra == 0 ? Int(bytes[1]) : bytes[2..<start].reduce(0) { $0 << 8 | Int($1) }
        end = start + length
        guard bytes.count >= end else { return nil }
    }
}

/// A client on a real socket that sends and awaits bytes.
final class EdgeClient: Sendable {
    /// The connection ended before what was awaited had come.
    struct Ended: Error {}

    private struct State {
        var bytes: [UInt8] = []
        var hasEnded = false
        var waiting: (take: @Sendable ([UInt8]) -> Int?, CheckedContinuation<[UInt8], any Error>)?
    }

    private let state = Mutex(State())
    private let channel: Mutex<(any Channel)?> = Mutex(nil)

    /// Connects, and no more.
    static func connect(to port: Int, security: TLSContext? = nil) async throws -> EdgeClient {
        let client = EdgeClient()
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    if let security { try channel.pipeline.syncOperations.addHandler(TLSHandler(security)) }
                    try channel.pipeline.syncOperations.addHandler(Receiver(client))
                }
            }
            .connect(host: "127.0.0.1", port: port).get()
        client.channel.withLock { $0 = channel }
        return client
    }

    /// Connects and becomes a WebSocket.
    static func webSocket(to port: Int) async throws -> EdgeClient {
        let client = try await connect(to: port)
        try await client.upgrade()
        return client
    }

    /// Asks for a WebSocket; returns the status line.
    @discardableResult
    func upgrade() async throws -> String {
        String(try await handshake(["X-Tinode-APIKey: \(APIKeyRing.stockKey)"]).prefix { $0 != "\r\n" })
    }

    /// Asks for a WebSocket with further headers; returns the head of the answer.
    func handshake(_ headers: [String] = []) async throws -> String {
        try await send(
            "GET /v0/channels HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
                + headers.map { "\($0)\r\n" }.joined() + "\r\n")
        return try await receiveHead()
    }

    /// Waits for the head of an answer in HTTP.
    func receiveHead() async throws -> String {
        let head = try await receive { bytes in
            let end = Array("\r\n\r\n".utf8)
            return bytes.indices.first { bytes[$0...].starts(with: end) }.map { $0 + end.count }
        }
        return String(decoding: head, as: UTF8.self)
    }

    func send(_ text: String) async throws {
        try await send(Array(text.utf8))
    }

    /// Waits for a frame of any kind and length.
    func receiveAnyFrame() async throws -> (first: UInt8, payload: [UInt8]) {
        let frame = try await receive { ServerFrame($0)?.end }
        guard let parts = ServerFrame(frame) else { throw Ended() }
        return (frame[0], Array(frame[parts.start...]))
    }

    func send(_ bytes: [UInt8]) async throws {
        guard let channel = channel.withLock(\.self) else { throw Ended() }
        try await channel.writeAndFlush(ByteBuffer(bytes: bytes))
    }

    /// Waits for so many bytes.
    func receive(_ count: Int) async throws -> [UInt8] {
        try await receive { $0.count >= count ? count : nil }
    }

    /// Waits for a short unmasked frame; returns its first byte and its payload.
    func receiveFrame() async throws -> (first: UInt8, payload: [UInt8]) {
        let frame = try await receive { $0.count >= 2 && $0.count >= 2 + Int($0[1]) ? 2 + Int($0[1]) : nil }
        return (frame[0], Array(frame[2...]))
    }

    /// Waits for a text frame of any length and returns its payload; pings are passed over.
    func receiveText() async throws -> String {
        while true {
            let frame = try await receive { ServerFrame($0)?.end }
            guard let parts = ServerFrame(frame) else { throw Ended() }
            if parts.opcode == 0x1 { return String(decoding: frame[parts.start...], as: UTF8.self) }
            if parts.opcode == 0x8 { throw Ended() }
        }
    }

    /// Waits until the connection has ended.
    func waitForEnd() async {
        _ = try? await receive { _ in nil }
    }

    /// Stops taking in bytes.
    func stopReading() async throws {
        try await channel.withLock(\.self)?.setOption(.autoRead, value: false).get()
    }

    /// Takes in bytes again.
    func readOn() async throws {
        try await channel.withLock(\.self)?.setOption(.autoRead, value: true).get()
    }

    func close() async throws {
        try await channel.withLock(\.self)?.close()
    }

    private func receive(_ take: @escaping @Sendable ([UInt8]) -> Int?) async throws -> [UInt8] {
        try await withCheckedThrowingContinuation { continuation in
            state.withLock { $0.waiting = (take, continuation) }
            proceed()
        }
    }

    private func proceed() {
        let outcome: (CheckedContinuation<[UInt8], any Error>, [UInt8]?)? = state.withLock { state in
            guard let (take, continuation) = state.waiting else { return nil }
            if let count = take(state.bytes) {
                defer { state.bytes.removeFirst(count) }
                state.waiting = nil
                return (continuation, Array(state.bytes.prefix(count)))
            }
            guard state.hasEnded else { return nil }
            state.waiting = nil
            return (continuation, nil)
        }
        guard let (continuation, bytes) = outcome else { return }
        continuation.resume(with: bytes.map { .success($0) } ?? .failure(Ended()))
    }

    private final class Receiver: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer

        private let client: EdgeClient

        init(_ client: EdgeClient) {
            self.client = client
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            let bytes = unwrapInboundIn(data).readableBytesView
            client.state.withLock { $0.bytes += bytes }
            client.proceed()
        }

        func channelInactive(context: ChannelHandlerContext) {
            client.state.withLock { $0.hasEnded = true }
            client.proceed()
        }

        func errorCaught(context: ChannelHandlerContext, error: any Error) {
            context.close(promise: nil)
        }
    }
}
