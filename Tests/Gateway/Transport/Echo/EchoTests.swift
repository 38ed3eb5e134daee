import NIOCore
import Testing

@testable import Gateway

/// The gateway's WebSocket under the rules of RFC 6455, as the program `WebSocketEcho` shows it to suites from outside.
@Suite(.timeLimit(.minutes(3))) struct EchoTests {
    @Test("Every conversation goes as it has to, sent at once and byte by byte")
    func conversations() async throws {
        try await RunningEcho.run { port in
            for example in EchoCases.all {
                let whole = try await EdgeClient.connect(to: port)
                #expect(try await whole.handshake().hasPrefix("HTTP/1.1 101"))
                try await whole.send(example.bytes)
                #expect(try await whole.conversation() == example.expected, "\(example.name)")
                guard example.bytes.count < 300 else { continue }
                let drips = try await EdgeClient.connect(to: port)
                _ = try await drips.handshake()
                // The server may have said all before the last byte.
                for byte in example.bytes { try? await drips.send([byte]) }
                #expect(try await drips.conversation() == example.expected, "\(example.name), byte by byte")
            }
        }
    }

    @Test(
        "9 and 10: 16 MiB come back, in one frame and in fragments of any size",
        arguments: [nil, 4096, 262_144] as [Int?])
    func large(fragment: Int?) async throws {
        let message = [UInt8](repeating: 0x2A, count: 16 << 20)
        try await RunningEcho.run { port in
            let client = try await EdgeClient.connect(to: port)
            _ = try await client.handshake()
            var bytes: [UInt8] = []
            let size = fragment ?? message.count
            for start in stride(from: 0, to: message.count, by: size) {
                bytes.append((start + size == message.count ? 0x80 : 0) | (start == 0 ? 0x2 : 0x0))
                if size <= 0xFFFF {
                    bytes += [0x80 | 126, UInt8(size >> 8), UInt8(size & 0xFF)]
                } else {
                    bytes += [0x80 | 127] + (0..<8).map { UInt8(truncatingIfNeeded: size >> (56 - 8 * $0)) }
                }
                // With a mask of zeros the payload stays as it is.
                bytes += [0, 0, 0, 0] + message[start..<start + size]
            }
            try await client.send(bytes)
            let (first, payload) = try await client.receiveAnyFrame()
            #expect(first == 0x82)
            #expect(payload == message)
            try await client.close()
        }
    }
}
