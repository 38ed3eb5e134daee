import NIOCore
import TLS
import TestKit
import Testing

@Suite(.timeLimit(.minutes(5))) struct TransferTests {
    private static let size = 10 * 1024 * 1024

    /// A connection whose other end sends everything back.
    private func withEcho(_ body: (End) async throws -> Void) async throws {
        let certificates = try Certificates()
        let listener = try await Listener(try TLSContext(try certificates.server()), echoes: true)
        let end = try await listener.connect(try TLSContext(certificates.client()))
        try await body(end)
        await end.close()
        await listener.close()
    }

    @Test(
        "Ten megabytes arrive as they were sent in both directions, however they are cut", arguments: SplitMix64.seeds)
    func randomChunks(seed: UInt64) async throws {
        var random = SplitMix64(seed)
        let bytes = (0..<Self.size / 8).flatMap { _ in
            withUnsafeBytes(of: random.next()) { Array($0) }
        }
        try await withEcho { end in
            async let back = end.read(bytes.count)
            var start = 0
            while start < bytes.count {
                // Some tiny, some larger than a record, some larger than what a channel takes at once.
                let limit = [10, 1_000, 20_000, 300_000].randomElement(using: &random) ?? 1
                let stop = min(bytes.count, start + Int.random(in: 0...limit, using: &random))
                end.channel.write(ByteBuffer(bytes: bytes[start..<stop]), promise: nil)
                start = stop
                if Int.random(in: 0..<8, using: &random) == 0 { end.channel.flush() }
            }
            end.channel.flush()
            let isSame = await back == bytes
            #expect(isSame)
        }
    }

    @Test("One write of ten megabytes arrives whole, and its promise is kept at the end")
    func oneWrite() async throws {
        let bytes = (0..<Self.size).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        try await withEcho { end in
            async let back = end.read(bytes.count)
            try await end.write(bytes)
            let isSame = await back == bytes
            #expect(isSame)
        }
    }

    @Test("What is written before the handshake is done arrives after it")
    func early() async throws {
        let certificates = try Certificates()
        let listener = try await Listener(try TLSContext(try certificates.server()))
        let client = try await listener.connect(try TLSContext(certificates.client()))
        // Whether the handshake is done by now or not.
        try await client.write("early".utf8)
        let server = try await listener.accept()
        let bytes = await server.read(5)
        #expect(bytes == Array("early".utf8))
        await client.close()
        #expect(await server.failure() == nil)
        await listener.close()
    }
}
