import RPC
import Testing

@Suite struct DrainTests {
    @Test("A server that shuts down finishes the calls that it has, and takes no more")
    func graceful() async throws {
        let (started, release) = (Signal(), Signal())
        let server = HTTP2RPCServer(
            RPCRouter([
                MailService { letter, _ in
                    started.send()
                    await release.wait()
                    return letter
                }
            ]))
        let port = try await server.listen(host: "127.0.0.1", port: 0)
        let wentAway = Signal()
        let transport = try await HTTP2RPCTransport.connect(
            to: RPCAddress(host: "127.0.0.1", port: port), whenUnusable: { wentAway.send() })
        let client = RPCClient(transport)
        let call = Task { try await client.call(Letter.post, Letter(text: "a"), options: .patient) }
        await started.wait()
        async let isDown: Void = server.shutDown(grace: .seconds(3600))
        await wentAway.wait()
        let refused = await #expect(throws: RPCStatus.self) {
            try await client.call(Letter.post, Letter(), options: .patient)
        }
        #expect(refused?.code == .unavailable)
        release.send()
        #expect(try await call.value.text == "a")
        await isDown
        await #expect(throws: RPCStatus.self) {
            try await HTTP2RPCTransport.connect(to: RPCAddress(host: "127.0.0.1", port: port))
        }
    }

    @Test("Calls that outlast the grace are cut and cancelled")
    func impatient() async throws {
        let (started, cancelled) = (Signal(), Signal())
        let server = HTTP2RPCServer(
            RPCRouter([
                MailService { letter, _ in
                    started.send()
                    await Task.untilCancelled()
                    cancelled.send()
                    return letter
                }
            ]))
        let port = try await server.listen(host: "127.0.0.1", port: 0)
        let transport = try await HTTP2RPCTransport.connect(to: RPCAddress(host: "127.0.0.1", port: port))
        let call = Task { try await RPCClient(transport).call(Letter.post, Letter(), options: .patient) }
        await started.wait()
        await server.shutDown(grace: .zero)
        await cancelled.wait()
        let failure = await #expect(throws: RPCStatus.self) { try await call.value }
        #expect(failure?.code == .unavailable)
    }

    @Test("A server runs until its task is cancelled")
    func run() async throws {
        let server = HTTP2RPCServer(RPCRouter([MailService { letter, _ in letter }]))
        let (ports, port) = AsyncStream<Int>.makeStream()
        let running = Task {
            try await server.run(host: "127.0.0.1", port: 0, whenListening: { port.yield($0) })
        }
        let found = await ports.first { _ in true }
        let transport = try await HTTP2RPCTransport.connect(
            to: RPCAddress(host: "127.0.0.1", port: try #require(found)))
        let answer = try await RPCClient(transport).call(Letter.post, Letter(text: "a"), options: .patient)
        #expect(answer.text == "a")
        running.cancel()
        try await running.value
    }

    @Test("A client that closes lets its calls end")
    func clientCloses() async throws {
        let (started, release) = (Signal(), Signal())
        let server = HTTP2RPCServer(
            RPCRouter([
                MailService { letter, _ in
                    started.send()
                    await release.wait()
                    return letter
                }
            ]))
        let port = try await server.listen(host: "127.0.0.1", port: 0)
        let transport = try await HTTP2RPCTransport.connect(to: RPCAddress(host: "127.0.0.1", port: port))
        let call = Task { try await RPCClient(transport).call(Letter.post, Letter(text: "a"), options: .patient) }
        await started.wait()
        async let isClosed: Void = transport.close()
        release.send()
        #expect(try await call.value.text == "a")
        await isClosed
        await server.shutDown(grace: .zero)
    }
}
