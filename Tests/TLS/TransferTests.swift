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
        _ = try await end.handshake().get()
        try await body(end)
        await end.close()
        await listener.close()
    }

    private func bytes(_ random: inout SplitMix64) -> ByteBuffer {
        var bytes = ByteBuffer()
        while bytes.readableBytes < Self.size { bytes.writeInteger(random.next()) }
        return bytes
    }

    @Test(
        "Ten megabytes arrive as they were sent in both directions, however they are cut", arguments: SplitMix64.seeds)
    func randomChunks(seed: UInt64) async throws {
        var random = SplitMix64(seed)
        let bytes = bytes(&random)
        try await withEcho { end in
            async let back = end.readBuffer(Self.size)
            var rest = bytes
            while rest.readableBytes > 0 {
                // Some tiny, some larger than a record, some larger than what a channel takes at once.
                let limit = [10, 1_000, 20_000, 300_000].randomElement(using: &random) ?? 1
                let count = min(rest.readableBytes, Int.random(in: 0...limit, using: &random))
                guard let chunk = rest.readSlice(length: count) else { break }
                end.channel.write(chunk, promise: nil)
                if Int.random(in: 0..<8, using: &random) == 0 { end.channel.flush() }
            }
            end.channel.flush()
            let isSame = await back == bytes
            #expect(isSame)
        }
    }

    @Test("One write of ten megabytes arrives whole, and its promise is kept at the end")
    func oneWrite() async throws {
        var random = SplitMix64(1)
        let bytes = bytes(&random)
        try await withEcho { end in
            async let back = end.readBuffer(Self.size)
            try await end.channel.writeAndFlush(bytes)
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
