import NIOCore
import RPC
import Testing

/// Clients that mean harm, each while another client's call is under way.
@Suite(.timeLimit(.minutes(1))) struct HostilePeerTests {
    private typealias Flag = RawFrame.Flag

    /// What a client does, what it is told, and how that is counted.
    struct Attack: Sendable, CustomTestStringConvertible {
        let name: String
        let frames: [RawFrame]
        let code: UInt32
        let refusal: RPCRefusal

        var testDescription: String { name }
    }

    private static let enhanceYourCalm: UInt32 = 11
    private static let aCall = FieldBlock.call(Letter.post.path).bytes

    /// One frame after another for many streams.
    private static func streams(_ count: UInt32, _ frames: (UInt32) -> [RawFrame]) -> [RawFrame] {
        (0..<count).flatMap { frames($0 * 2 + 1) }
    }

    static let attacks = [
        Attack(
            name: "rapid reset (CVE-2023-44487)",
            frames: streams(3000) { [.headers($0, aCall, flags: Flag.endHeaders), .reset($0)] }, code: enhanceYourCalm,
            refusal: .resetFlood),
        Attack(
            name: "settings without end", frames: Array(repeating: .settings(), count: 20_000), code: enhanceYourCalm,
            refusal: .settingsFlood),
        Attack(
            name: "pings without end", frames: Array(repeating: .ping(), count: 20_000), code: enhanceYourCalm,
            refusal: .pingFlood),
        Attack(
            name: "priorities without end", frames: Array(repeating: .priority(1), count: 20_000),
            code: enhanceYourCalm,
            refusal: .idleFrameFlood),
        Attack(
            name: "frames of no known kind without end", frames: Array(repeating: RawFrame(kind: 99), count: 20_000),
            code: enhanceYourCalm, refusal: .idleFrameFlood),
        Attack(
            name: "a body of nothing without end",
            frames: [.headers(1, aCall, flags: Flag.endHeaders)] + Array(repeating: .data(1, ""), count: 20_000),
            code: enhanceYourCalm, refusal: .emptyDataFlood),
        Attack(
            name: "a body of padding without end",
            frames: [.headers(1, aCall, flags: Flag.endHeaders)]
                + Array(repeating: .data(1, "\u{3}\0\0\0", flags: Flag.padded), count: 20_000),
            code: enhanceYourCalm, refusal: .emptyDataFlood),
        Attack(
            name: "a header list in pieces without end (CONTINUATION flood)",
            frames: [.headers(1, aCall, flags: 0)]
                + Array(repeating: .continuation(1, FieldBlock.field("x", "y"), flags: 0), count: 1000),
            code: enhanceYourCalm, refusal: .headerFlood),
        // The field is put into the table once, and then named by one byte each time.
        Attack(
            name: "a header list that grows as it is unpacked",
            frames: [
                .headers(
                    1, [0x40, 1, UInt8(ascii: "x"), 127, 0x81, 0x1e] + Array(repeating: 120, count: 3968), flags: 0),
                .continuation(1, Array(repeating: 0xbe, count: 16_000), flags: 0),
            ],
            code: enhanceYourCalm, refusal: .headerFlood),
    ]

    /// Serves, with a call of one client under way while another client does something.
    private func serve(
        _ settings: HTTP2ConnectionSettings = HTTP2ConnectionSettings(),
        _ body: (Int, CountedRefusals) async throws -> Void
    ) async throws {
        let (started, release, refusals) = (Signal(), Signal(), CountedRefusals())
        let mail = MailService { letter, _ in
            switch letter.text {
            case "wait":
                started.send()
                await release.wait()
            case "large": return Letter(text: String(repeating: "x", count: 200_000))
            default: await Task.untilCancelled()
            }
            return letter
        }
        let server = HTTP2RPCServer(RPCRouter([mail]), settings: settings, metrics: refusals)
        let port = try await server.listen(host: "127.0.0.1", port: 0)
        let transport = try await HTTP2RPCTransport.connect(to: RPCAddress(host: "127.0.0.1", port: port))
        let call = Task { try await RPCClient(transport).call(Letter.post, Letter(text: "wait"), options: .patient) }
        await started.wait()
        try await body(port, refusals)
        release.send()
        #expect(try await call.value.text == "wait")
        await server.shutDown(grace: .zero)
    }

    @Test("A flood ends its connection with the reason, is counted, and disturbs nobody else", arguments: attacks)
    func flood(attack: Attack) async throws {
        try await serve { port, refusals in
            let peer = try await RawPeer(port: port)
            await peer.shakeHands()
            await peer.send(attack.frames.flatMap(\.bytes))
            let disappointment = await ProtocolCase.Expectation.connectionError([attack.code]).disappointment(by: peer)
            // What is still on its way to a server that closes may cost the client the server's last words.
            #expect(disappointment == nil || disappointment == ProtocolCase.Expectation.silentEnd)
            #expect(refusals.count(of: attack.refusal) == 1)
        }
    }

    @Test("Streams that the server has to reset are counted as well as those that the client does (CVE-2025-8671)")
    func inducedResets() async throws {
        try await serve { port, refusals in
            let peer = try await RawPeer(port: port)
            await peer.shakeHands()
            var goodbye: UInt32?
            var isClosed = false
            for hundred in 0..<30 as Range<UInt32> where goodbye == nil && !isClosed {
                let frames = (0..<100 as Range<UInt32>).flatMap { number -> [RawFrame] in
                    let stream = (hundred * 100 + number) * 2 + 1
                    return [.headers(stream, Self.aCall, flags: Flag.endHeaders), .windowUpdate(stream, 1 << 31 - 1)]
                }
                await peer.send(frames.flatMap(\.bytes))
                let fence = await peer.sendFence()
                reading: while goodbye == nil {
                    switch await peer.next() {
                    case .frame(let frame) where frame.kind == RawFrame.Kind.goAway: goodbye = frame.number(at: 4)
                    case .frame(let frame) where frame.payload == fence: break reading
                    case .frame: break
                    case .closed:
                        isClosed = true
                        break reading
                    }
                }
            }
            // What is still on its way to a server that closes may cost the client the server's last words.
            #expect(goodbye == Self.enhanceYourCalm || (goodbye == nil && isClosed))
            #expect(refusals.count(of: .resetFlood) == 1)
        }
    }

    @Test(
        "Who does not speak HTTP/2 is turned away",
        arguments: [
            ("GET / HTTP/1.1\r\nHost: here\r\n\r\n", .http1), ("\u{16}\u{3}\u{1}garbage", .notHTTP2),
            ("HELO here\r\n", .notHTTP2), ("PRI * HTTP/2.0\r\n\r\nXX\r\n\r\n", .notHTTP2),
        ] as [(String, RPCRefusal)])
    func otherLanguages(text: String, refusal: RPCRefusal) async throws {
        try await serve { port, refusals in
            let peer = try await RawPeer(port: port)
            await peer.send(Array(text.utf8))
            while await peer.next() != .closed {}
            #expect(refusals.count(of: refusal) == 1)
        }
    }

    @Test("A call that is not done at its deadline is ended, and counted")
    func deadline() async throws {
        try await serve { port, refusals in
            let peer = try await RawPeer(port: port)
            await peer.shakeHands()
            await peer.send(.headers(1, FieldBlock.call(Letter.post.path, [("grpc-timeout", "1m")]).bytes, flags: 4))
            await peer.send(.data(1, "\0\0\0\0\0", flags: Flag.endStream))
            var isAnswered = false
            while !isAnswered, case .frame(let frame) = await peer.next() {
                isAnswered = frame.kind == RawFrame.Kind.headers && frame.flags & Flag.endStream != 0
            }
            #expect(isAnswered)
            #expect(refusals.count(of: .deadlineExceeded) == 1)
        }
    }

    @Test("An answer for which there is no room is refused")
    func largeAnswer() async throws {
        var settings = HTTP2ConnectionSettings()
        settings.maxHeldBytes = 100_000
        try await serve(settings) { port, refusals in
            let transport = try await HTTP2RPCTransport.connect(to: RPCAddress(host: "127.0.0.1", port: port))
            let failure = await #expect(throws: RPCStatus.self) {
                try await RPCClient(transport).call(Letter.post, Letter(text: "large"), options: .patient)
            }
            #expect(failure?.code == .resourceExhausted)
            #expect(refusals.count(of: .connectionFull) == 1)
        }
    }

    @Test("Connections beyond the limit are closed at once, and the others go on")
    func tooManyConnections() async throws {
        var settings = HTTP2ConnectionSettings()
        settings.maxConnections = 1
        try await serve(settings) { port, refusals in
            let peer = try await RawPeer(port: port)
            await peer.send(RawPeer.preface)
            #expect(await peer.next() == .closed)
            #expect(refusals.count(of: .tooManyConnections) == 1)
        }
    }
}
