import Foundation
import ParleyClient

/// A WebSocket that shows every frame as it comes, the goodbye with its code among them (RFC 6455).
final class BareWebSocket: Sendable {
    /// What the server sends.
    enum Frame: Sendable, Equatable {
        case text([UInt8])
        /// The server's goodbye; nil when it gave no reason.
        case close(code: Int?)
    }

    /// The server did not change to WebSocket.
    struct NotUpgraded: Error {
        let answer: String
    }

    /// The frames, until the connection is gone; for one reader at a time.
    let frames: AsyncStream<Frame>
    private let connection: LoopbackConnection
    /// Takes in frames; ends with the connection.
    private let reading: Task<Void, Never>

    init(port: Int) async throws {
        let connection = try LoopbackConnection(port: port)
        self.connection = connection
        try connection.send(Self.handshake)
        var scanner = ServerFrameScanner()
        for await chunk in connection.bytes {
            scanner.add(chunk)
            if scanner.skipHead() { break }
        }
        let head = scanner.head
        guard head.hasPrefix("HTTP/1.1 101") else {
            throw NotUpgraded(answer: head)
        }
        let (frames, sink) = AsyncStream.makeStream(of: Frame.self)
        self.frames = frames
        reading = Task { [scanner] in
            var scanner = scanner
            Self.hand(on: &scanner, to: sink, connection)
            for await chunk in connection.bytes {
                scanner.add(chunk)
                Self.hand(on: &scanner, to: sink, connection)
            }
            sink.finish()
        }
    }

    deinit {
        connection.hangUp()
    }

    /// Asks for the change to WebSocket.
    static let handshake = Array(
        """
        GET /v0/channels HTTP/1.1\r
        Host: 127.0.0.1\r
        Upgrade: websocket\r
        Connection: Upgrade\r
        Sec-WebSocket-Version: 13\r
        Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r
        X-Tinode-APIKey: \(Client.developmentKey)\r
        \r

        """.utf8)

    /// Sends one text frame.
    ///
    /// - Throws: `LoopbackConnection.Failure` when the connection is gone.
    func send(_ text: String) throws {
        try connection.send(Self.frame(0x1, Array(text.utf8)))
    }

    /// The rest of what comes, until the connection is gone.
    func rest() async -> [Frame] {
        var rest: [Frame] = []
        for await frame in frames { rest.append(frame) }
        return rest
    }

    private static func hand(
        on scanner: inout ServerFrameScanner, to sink: AsyncStream<Frame>.Continuation,
        _ connection: LoopbackConnection
    ) {
        while let (opcode, payload) = scanner.next() {
            switch opcode {
            case 0x1: sink.yield(.text(payload))
            case 0x8:
                let code = payload.count < 2 ? nil : Int(payload[0]) << 8 | Int(payload[1])
                sink.yield(.close(code: code))
                // The answer that the protocol wants; a server that is gone by now needs none.
                try? connection.send(frame(0x8, Array(payload.prefix(2))))
                connection.hangUp()
            case 0x9: try? connection.send(frame(0xA, payload))
            default: continue
            }
        }
    }

    /// A whole frame of a client.
    private static func frame(_ opcode: UInt8, _ payload: [UInt8]) -> [UInt8] {
        var frame = [0x80 | opcode]
        switch payload.count {
        case ..<126: frame.append(0x80 | UInt8(payload.count))
        case ..<65536: frame += [0x80 | 126, UInt8(payload.count >> 8), UInt8(payload.count & 0xFF)]
        default: frame += [0x80 | 127] + (0..<8).map { UInt8(truncatingIfNeeded: payload.count >> (56 - 8 * $0)) }
        }
        // With a mask of zeros the payload stays as it is.
        return frame + [0, 0, 0, 0] + payload
    }
}
