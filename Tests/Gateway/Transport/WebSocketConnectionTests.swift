import NIOCore
import NIOEmbedded
import Testing

@testable import Gateway

@Suite struct WebSocketConnectionTests {
    private func frame(_ text: String) -> ByteBuffer { WebSocketFrame.text(Array(text.utf8)) }
    private func bytes(_ text: String) -> [UInt8] { Array(frame(text).readableBytesView) }
    private func close(_ code: UInt16) -> [UInt8] { [0x88, 2, UInt8(code >> 8), UInt8(code & 0xFF)] }

    @Test("The sink hears of the connection, its messages and its end")
    func life() throws {
        let edge = try EmbeddedEdge.webSocket()
        try edge.receive(ClientFrame.text("one") + ClientFrame.text("two"))
        try edge.receive(ClientFrame.frame(0x2, Array("three".utf8)))
        _ = try edge.channel.finish()
        #expect(
            edge.sink.calls == [.opened, .received("one"), .received("two"), .received("three"), .closed(.left(nil))])
        #expect(edge.loop.connections.isEmpty)
    }

    @Test("What is sent in answer to a read goes out at its end, in one write")
    func coalesced() throws {
        let edge = try EmbeddedEdge.webSocket()
        edge.sink.onMessage = { message, connection in
            connection.send(.text(Array("re: \(String(buffer: message))".utf8)))
            connection.send(.text(Array(".".utf8)))
        }
        try edge.receive(ClientFrame.text("a") + ClientFrame.text("b"))
        #expect(try edge.writes() == [bytes("re: a") + bytes(".") + bytes("re: b") + bytes(".")])
    }

    @Test("What is sent at other times goes out at the end of the loop's turn, in one write")
    func turn() throws {
        let edge = try EmbeddedEdge.webSocket()
        let connection = try #require(edge.sink.connection)
        connection.send(frame("a"))
        connection.send(frame("b"))
        #expect(try edge.channel.readOutbound(as: ByteBuffer.self) == nil)
        #expect(try edge.writes() == [bytes("a") + bytes("b")])
        connection.send(frame("c"))
        #expect(try edge.writes() == [bytes("c")])
    }

    @Test("A frame may be sent to many, and is not changed by what follows it to one of them")
    func shared() throws {
        let first = try EmbeddedEdge.webSocket()
        let second = try EmbeddedEdge.webSocket()
        let common = frame("common")
        first.sink.connection?.send(common)
        first.sink.connection?.send(frame("more"))
        second.sink.connection?.send(common)
        #expect(try first.sent() == bytes("common") + bytes("more"))
        #expect(try second.sent() == bytes("common"))
        #expect(common == frame("common"))
    }

    @Test("Messages that go to many together are one buffer of all, and not changed by what follows them to one")
    func run() throws {
        let edges = try (1...3).map { _ in try EmbeddedEdge.webSocket() }
        let run = FrameRun(["a", "b"].map { .text(Array($0.utf8)) })
        for edge in edges { edge.sink.connection?.send(run) }
        edges[0].sink.connection?.send(frame("more"))
        #expect(try edges[0].writes() == [bytes("a") + bytes("b") + bytes("more")])
        let addresses = try edges[1...].map { edge in
            edge.channel.embeddedEventLoop.run()
            let buffer = try #require(try edge.channel.readOutbound(as: ByteBuffer.self))
            #expect(Array(buffer.readableBytesView) == bytes("a") + bytes("b"))
            return buffer.withUnsafeReadableBytes(\.baseAddress)
        }
        #expect(addresses[0] == addresses[1])
    }

    @Test("Long output is handed over in chunks")
    func chunks() throws {
        let edge = try EmbeddedEdge.webSocket()
        let long = frame(String(repeating: "x", count: 40_000))
        for _ in 0..<3 { edge.sink.connection?.send(long) }
        #expect(try edge.writes().map(\.count) == [80_008, 40_004])
    }

    @Test("A ping is answered with its payload")
    func pong() throws {
        let edge = try EmbeddedEdge.webSocket()
        try edge.receive(ClientFrame.frame(0x9, [1, 2, 3]))
        #expect(try edge.sent() == [0x8A, 3, 1, 2, 3])
    }

    // MARK: Goodbyes

    @Test("The client's goodbye is answered in kind, then the connection ends")
    func clientCloses() throws {
        let edge = try EmbeddedEdge.webSocket()
        edge.sink.onMessage = { _, connection in connection.send(.text(Array("last".utf8))) }
        try edge.receive(ClientFrame.text("x") + ClientFrame.close(1001) + ClientFrame.text("late"))
        #expect(try edge.sent() == bytes("last") + close(1001))
        #expect(!edge.channel.isActive)
        #expect(edge.sink.calls == [.opened, .received("x"), .closed(.left(.goingAway))])
    }

    @Test("The server's goodbye comes after what was sent before, and the client's is awaited")
    func serverCloses() throws {
        let edge = try EmbeddedEdge.webSocket()
        let connection = try #require(edge.sink.connection)
        connection.send(frame("last"))
        connection.close(.serviceRestart, reason: "x")
        connection.close(.normal)
        connection.send(frame("late"))
        #expect(try edge.sent() == bytes("last") + [0x88, 3, 0x03, 0xF4, 0x78])
        try edge.receive(ClientFrame.text("late"))
        #expect(edge.channel.isActive)
        try edge.receive(ClientFrame.close(1012))
        #expect(!edge.channel.isActive)
        #expect(edge.sink.calls == [.opened, .closed(.closed(.serviceRestart))])
        #expect(try edge.sent() == [])
    }

    @Test("A client that does not answer a goodbye is cut off")
    func unanswered() throws {
        let edge = try EmbeddedEdge.webSocket()
        edge.sink.connection?.close(.goingAway)
        edge.advance(.milliseconds(4999))
        #expect(edge.channel.isActive)
        edge.advance(.milliseconds(1))
        #expect(!edge.channel.isActive)
        #expect(edge.sink.calls == [.opened, .closed(.closed(.goingAway))])
    }

    @Test(
        "Who breaks a rule is told which",
        arguments: [
            (ClientFrame.frame(0x1, [0x41], isMasked: false), 1002), (ClientFrame.frame(0x1, [0xFF]), 1007),
            (ClientFrame.text(String(repeating: "x", count: 101)), 1009),
            (ClientFrame.frame(0x1, [0x41], reserved: 0x40), 1002),
        ] as [([UInt8], UInt16)])
    func violation(bytes: [UInt8], code: UInt16) throws {
        var settings = EdgeSettings()
        settings.maxMessageSize = 100
        let edge = try EmbeddedEdge.webSocket(settings)
        try edge.receive(bytes + ClientFrame.text("late"))
        #expect(try edge.sent() == close(code))
        // The other half too: this channel has only one.
        #expect(!edge.channel.isActive)
        #expect(edge.sink.calls == [.opened, .closed(.violation(WebSocketCloseCode(rawValue: code)))])
    }

    @Test("A failing network ends the connection")
    func failure() throws {
        let edge = try EmbeddedEdge.webSocket()
        edge.channel.pipeline.fireErrorCaught(IOError(errnoCode: 104, reason: "read"))
        edge.channel.embeddedEventLoop.run()
        #expect(edge.sink.calls == [.opened, .closed(.failed)])
    }

    // MARK: Slow and silent clients

    @Test("A frame of any size is taken while little waits")
    func largeFrame() throws {
        var settings = EdgeSettings()
        settings.maxUnsentBytes = 1000
        let edge = try EmbeddedEdge.webSocket(settings)
        let connection = try #require(edge.sink.connection)
        edge.channel.isWritable = false
        connection.send(frame(String(repeating: "x", count: 500)))
        connection.send(frame(String(repeating: "x", count: 5000)))
        #expect(edge.channel.isActive)
    }

    @Test("A silent client is pinged, and cut off if it stays silent")
    func idle() throws {
        let edge = try EmbeddedEdge.webSocket()
        edge.advance(.milliseconds(49_499))
        #expect(try edge.sent() == [])
        edge.advance(.milliseconds(1))
        #expect(try edge.sent() == [0x89, 0])
        edge.advance(.milliseconds(5499))
        #expect(edge.channel.isActive)
        edge.advance(.milliseconds(1))
        #expect(!edge.channel.isActive)
        #expect(edge.sink.calls == [.opened, .closed(.idle)])
    }

    @Test("Anything that a client sends shows that it is there")
    func alive() throws {
        let edge = try EmbeddedEdge.webSocket()
        for round in 0..<5 {
            edge.advance(.milliseconds(49_500))
            #expect(try edge.sent() == [0x89, 0])
            try edge.receive(round.isMultiple(of: 2) ? ClientFrame.frame(0xA, []) : ClientFrame.text("x"))
        }
        edge.advance(.seconds(40))
        #expect(edge.channel.isActive)
    }

    // MARK: Pausing

    @Test("While reading is paused messages wait, and come in order afterwards")
    func pause() throws {
        let edge = try EmbeddedEdge.webSocket()
        edge.sink.onMessage = { message, connection in
            if String(buffer: message) == "b" { connection.pauseReading() }
        }
        try edge.receive(ClientFrame.text("a") + ClientFrame.text("b") + ClientFrame.text("c") + ClientFrame.text("d"))
        try edge.receive(ClientFrame.text("e"))
        #expect(edge.sink.messages == ["a", "b"])
        edge.sink.connection?.resumeReading()
        #expect(edge.sink.messages == ["a", "b"])
        edge.channel.embeddedEventLoop.run()
        #expect(edge.sink.messages == ["a", "b", "c", "d", "e"])
    }

    @Test("Reading may be paused again by what waited")
    func pauseAgain() throws {
        let edge = try EmbeddedEdge.webSocket()
        edge.sink.onMessage = { _, connection in connection.pauseReading() }
        try edge.receive(ClientFrame.text("a") + ClientFrame.text("b") + ClientFrame.text("c"))
        for expected in [["a"], ["a", "b"], ["a", "b", "c"], ["a", "b", "c"]] {
            #expect(edge.sink.messages == expected)
            edge.sink.connection?.resumeReading()
            edge.channel.embeddedEventLoop.run()
        }
    }

    @Test("A paused client is not taken for dead")
    func pausedIsAlive() throws {
        let edge = try EmbeddedEdge.webSocket()
        edge.sink.connection?.pauseReading()
        edge.advance(.seconds(200))
        #expect(edge.channel.isActive)
    }

    @Test("A goodbye drops what waits")
    func pausedGoodbye() throws {
        let edge = try EmbeddedEdge.webSocket()
        edge.sink.onMessage = { _, connection in connection.pauseReading() }
        try edge.receive(ClientFrame.text("a") + ClientFrame.text("b"))
        edge.sink.connection?.close(.normal)
        try edge.receive(ClientFrame.close(1000))
        #expect(edge.sink.messages == ["a"])
        #expect(!edge.channel.isActive)
    }

    // MARK: Going down

    @Test("All connections are told goodbye, evenly over a time")
    func closeAll() throws {
        let edge = try EmbeddedEdge.webSocket()
        let others = try (0..<9).map { _ in
            let channel = EmbeddedChannel(loop: edge.channel.embeddedEventLoop)
            try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
            try channel.pipeline.syncOperations.addHandler(WebSocketConnection(loop: edge.loop))
            return channel
        }
        func told() throws -> Int {
            try ([edge.channel] + others).filter { try $0.readOutbound(as: ByteBuffer.self) != nil }.count
        }
        var isDone = false
        let closing = edge.loop.closeAll(.serviceRestart, reason: "", over: .milliseconds(500))
        closing.assumeIsolated().whenComplete { _ in isDone = true }
        #expect(try told() == 2)
        edge.advance(.milliseconds(100))
        #expect(try told() == 2)
        edge.advance(.milliseconds(250))
        #expect(try told() == 4)
        #expect(!isDone)
        edge.advance(.milliseconds(50))
        #expect(try told() == 2)
        #expect(isDone)
    }
}
