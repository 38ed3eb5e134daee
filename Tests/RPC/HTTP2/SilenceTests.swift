import NIOCore
import NIOPosix
import RPC
import Testing

/// What a client makes of a connection on which calls run into their deadlines.
@Suite(.timeLimit(.minutes(1))) struct SilenceTests {
    private static let settings = {
        var settings = HTTP2ConnectionSettings()
        // Without the doubt nobody would ask.
        settings.keepAliveInterval = nil
        settings.doubtTimeout = .milliseconds(200)
        return settings
    }()

    @Test("A connection that carries nothing any more is given up soon after the first call that is late")
    func silence() async throws {
        // Takes connections, and neither reads nor answers.
        let listener = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelOption(.autoRead, value: false)
            .bind(host: "127.0.0.1", port: 0).get()
        let wentAway = Signal()
        let transport = try await HTTP2RPCTransport.connect(
            to: RPCAddress(host: "127.0.0.1", port: try #require(listener.localAddress?.port)), settings: Self.settings,
            whenUnusable: { wentAway.send() })
        let late = await #expect(throws: RPCStatus.self) {
            try await RPCClient(transport).call(
                Letter.post, Letter(), options: CallOptions(timeout: .milliseconds(50)))
        }
        #expect(late?.code == .deadlineExceeded)
        await wentAway.wait()
        try await listener.close()
    }

    @Test("A service that is late, but there, keeps its connection")
    func lateness() async throws {
        let server = HTTP2RPCServer(
            RPCRouter([
                MailService { letter, _ in
                    if letter.text == "slow" { await Task.untilCancelled() }
                    return letter
                }
            ]))
        let port = try await server.listen(host: "127.0.0.1", port: 0)
        var settings = Self.settings
        settings.doubtTimeout = .seconds(6)
        let transport = try await HTTP2RPCTransport.connect(
            to: RPCAddress(host: "127.0.0.1", port: port), settings: settings)
        let client = RPCClient(transport)
        await #expect(throws: RPCStatus.self) {
            try await client.call(
                Letter.post, Letter(text: "slow"), options: CallOptions(timeout: .milliseconds(50)))
        }
        try await Task.sleep(for: .milliseconds(6_500))
        #expect(try await client.call(Letter.post, Letter(text: "a"), options: .patient).text == "a")
        await server.shutDown(grace: .zero)
    }
}
