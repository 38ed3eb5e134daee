import NIOCore
import TLS
import Testing

@Suite(.timeLimit(.minutes(1))) struct HalfClosureTests {
    @Test("A side that has sent everything can still be answered")
    func answer() async throws {
        let certificates = try Certificates()
        let listener = try await Listener(try TLSContext(try certificates.server()))
        let client = try await listener.connect(try TLSContext(certificates.client()))
        let server = try await listener.accept()
        for end in [client, server] { try await end.channel.setOption(.allowRemoteHalfClosure, value: true).get() }
        try await client.write("question".utf8)
        try await client.channel.close(mode: .output)
        #expect(await server.read(8) == Array("question".utf8))
        for await event in server.events {
            #expect(event == .inputClosed)
            break
        }
        try await server.write("answer".utf8)
        #expect(await client.read(6) == Array("answer".utf8))
        try await server.channel.close()
        #expect(await client.failure() == nil)
        await listener.close()
    }

    @Test("What was written before the way out is closed still goes, the handshake first")
    func earlyClosing() async throws {
        let certificates = try Certificates()
        let listener = try await Listener(try TLSContext(try certificates.server()))
        let client = try await listener.connect(try TLSContext(certificates.client()))
        try await client.channel.setOption(.allowRemoteHalfClosure, value: true).get()
        client.channel.write(ByteBuffer(string: "early"), promise: nil)
        client.channel.close(mode: .output, promise: nil)
        let server = try await listener.accept()
        #expect(await server.read(5) == Array("early".utf8))
        #expect(await server.failure() == nil)
        await client.close()
        await listener.close()
    }
}
