import NIOCore
import NIOEmbedded
import TLS
import TestKit
import Testing

@Suite("What is not TLS", .timeLimit(.minutes(2))) struct GarbageTests {
    /// Closed, for one reason, with no more than an alert for an answer.
    private func expectRefusal(_ side: EmbeddedPair.Side) throws {
        #expect(!side.channel.isActive)
        #expect(side.failures.count == 1)
        #expect(side.events.last == .closed)
        let answer = try side.output().reduce(0) { $0 + $1.readableBytes }
        #expect(answer <= 7)
    }

    @Test(
        "closes the connection, whatever it is else",
        arguments: [
            "GET / HTTP/1.1\r\nHost: here\r\n\r\n", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "SSH-2.0-OpenSSH_9.2\r\n",
            "{\"hi\":{\"ver\":\"0.25\"}}\n",
        ])
    func otherProtocols(text: String) throws {
        let server = try EmbeddedPair().server
        server.channel.pipeline.fireChannelRead(ByteBuffer(string: text))
        server.channel.pipeline.fireChannelReadComplete()
        try expectRefusal(server)
    }

    @Test("closes the connection when it is random", arguments: SplitMix64.seeds)
    func randomBytes(seed: UInt64) throws {
        var random = SplitMix64(seed)
        for _ in 0..<20 {
            let server = try EmbeddedPair().server
            while server.channel.isActive {
                let bytes = (0..<300).map { _ in UInt8.random(in: 0...255, using: &random) }
                server.channel.pipeline.fireChannelRead(ByteBuffer(bytes: bytes))
                server.channel.pipeline.fireChannelReadComplete()
            }
            try expectRefusal(server)
        }
    }

    @Test("closes the connection in the middle of a handshake", arguments: SplitMix64.seeds)
    func damagedHandshake(seed: UInt64) throws {
        var random = SplitMix64(seed)
        for _ in 0..<30 {
            let pair = try EmbeddedPair()
            // One side's first, second or third words are damaged; what is said then does not matter, but that it ends.
            let round = Int.random(in: 0..<3, using: &random)
            for turn in 0...round {
                let (from, to) = turn % 2 == 0 ? (pair.client, pair.server) : (pair.server, pair.client)
                for var buffer in try from.output() where to.channel.isActive {
                    if turn == round, buffer.readableBytes > 0 {
                        let place = buffer.readerIndex + Int.random(in: 0..<buffer.readableBytes, using: &random)
                        let byte = buffer.getInteger(at: place, as: UInt8.self) ?? 0
                        buffer.setInteger(byte ^ (1 << UInt8.random(in: 0..<8, using: &random)), at: place)
                    }
                    to.channel.pipeline.fireChannelRead(buffer)
                    to.channel.pipeline.fireChannelReadComplete()
                }
            }
            try pair.exchange()
            for side in [pair.client, pair.server] {
                side.channel.embeddedEventLoop.advanceTime(by: .seconds(10))
                let isDone = side.events.contains { if case .handshake = $0 { true } else { false } }
                #expect(isDone || !side.channel.isActive)
            }
        }
    }

    @Test("is noticed when it comes later: a changed byte ends the connection, and is never handed on")
    func changedByte() throws {
        let pair = try EmbeddedPair()
        try pair.exchange()
        pair.client.channel.writeAndFlush(ByteBuffer(string: "good"), promise: nil)
        try pair.exchange()
        pair.client.channel.writeAndFlush(ByteBuffer(string: "bad"), promise: nil)
        for var buffer in try pair.client.output() {
            let last = buffer.writerIndex - 1
            buffer.setInteger((buffer.getInteger(at: last, as: UInt8.self) ?? 0) ^ 1, at: last)
            pair.server.channel.pipeline.fireChannelRead(buffer)
            pair.server.channel.pipeline.fireChannelReadComplete()
        }
        #expect(pair.server.bytes == Array("good".utf8))
        guard case .protocolViolation? = pair.server.failures.first else {
            Issue.record("\(pair.server.failures)")
            return
        }
        #expect(!pair.server.channel.isActive)
    }

    @Test("closes a real connection, and others go on")
    func overSockets() async throws {
        let certificates = try Certificates()
        let listener = try await Listener(try TLSContext(try certificates.server()), echoes: true)
        let good = try await listener.connect(try TLSContext(certificates.client()))
        _ = try await listener.accept()
        let bad = try await listener.connectPlainly()
        let end = try await listener.accept()
        try await bad.write("GET / HTTP/1.1\r\n\r\n".utf8)
        #expect(await end.handshake() == .failure(.handshakeFailed(reason: "http request")))
        // An alert, then the end.
        #expect(await bad.read(1000).count <= 7)
        try await good.write("good".utf8)
        #expect(await good.read(4) == Array("good".utf8))
        await good.close()
        await bad.close()
        await listener.close()
    }
}
