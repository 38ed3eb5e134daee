import NIOCore
import NIOEmbedded
import Testing

@testable import Gateway

/// Long polls, with time that stands still.
@Suite struct LongPollTests {
    private static let path = "/v0/channels/lp?apikey=\(APIKeyRing.stockKey)"

    /// One answer: its status and its body.
    private func answer(_ edge: EmbeddedEdge) throws -> (status: String, body: String) {
        let text = try edge.sentText()
        let parts = text.split(separator: "\r\n\r\n", maxSplits: 1, omittingEmptySubsequences: false)
        return (String(text.dropFirst(9).prefix(3)), parts.count > 1 ? String(parts[1]) : "")
    }

    private func request(_ edge: EmbeddedEdge, sid: String? = nil, body: String = "") throws {
        let query = sid.map { "&sid=\($0)" } ?? ""
        let length = body.isEmpty ? "" : "Content-Length: \(body.utf8.count)\r\n"
        try edge.receive("POST \(Self.path)\(query) HTTP/1.1\r\nHost: x\r\n\(length)\r\n\(body)")
    }

    /// A connection with a session.
    private func session(_ settings: EdgeSettings = EdgeSettings()) throws -> (edge: EmbeddedEdge, sid: String) {
        let edge = try EmbeddedEdge.http(settings)
        try request(edge)
        let (status, body) = try answer(edge)
        #expect(status == "201")
        let sid = try #require(body.firstRange(of: "\"sid\":\"").map { body[$0.upperBound...].prefix { $0 != "\"" } })
        return (edge, String(sid))
    }

    private func text(_ text: String) -> MessageFrame { .text(Array(text.utf8)) }

    @Test("Without a session one is opened, and named as the client protocol has it")
    func opening() throws {
        var settings = EdgeSettings()
        settings.now = { 1_700_000_000_123 }
        let edge = try EmbeddedEdge.http(settings)
        try request(edge)
        let text = try edge.sentText()
        #expect(text.hasPrefix("HTTP/1.1 201 Created\r\nAccess-Control-Allow-Origin: *\r\n"))
        #expect(text.contains("Cache-Control: no-cache"))
        #expect(text.contains("Content-Type: text/plain"))
        #expect(text.contains(#""code":201,"text":"created","ts":"2023-11-14T22:13:20.123Z""#))
        #expect(edge.sink.calls == [.opened])
        #expect(edge.sink.client?.isAnnounced == true)
    }

    @Test("As many are opened as there may be connections, over all loops, and another when one has ended")
    func bound() throws {
        var settings = EdgeSettings()
        settings.maxConnections = 1
        let polls = ConnectionCount()
        let first = try EmbeddedEdge.http(settings, polls: polls)
        let second = try EmbeddedEdge.http(settings, polls: polls)
        try request(first)
        #expect(try answer(first).status == "201")
        try request(second)
        #expect(try answer(second).status == "503")
        first.loop.longPolls.disconnectAll()
        let third = try EmbeddedEdge.http(settings, polls: polls)
        try request(third)
        #expect(try answer(third).status == "201")
    }

    @Test("What a client says is taken in and answered with nothing")
    func submitting() throws {
        let (edge, sid) = try session()
        try request(edge, sid: sid, body: #"{"hi":{}}"#)
        #expect(try answer(edge) == ("200", ""))
        #expect(edge.sink.messages == [#"{"hi":{}}"#])
    }

    @Test("Each poll gets one message, in order; what comes later answers the poll that waits")
    func polling() throws {
        let (edge, sid) = try session()
        edge.sink.client?.send(text("one"))
        edge.sink.client?.send(text("two"))
        for expected in ["one", "two"] {
            try request(edge, sid: sid)
            #expect(try answer(edge) == ("200", expected))
        }
        try request(edge, sid: sid)
        #expect(try edge.sent() == [])
        edge.sink.client?.send(text("three"))
        #expect(try answer(edge) == ("200", "three"))
    }

    @Test("A poll in vain is answered with nothing after 49.5 s, and the session lives on")
    func waiting() throws {
        let (edge, sid) = try session()
        for _ in 0..<3 {
            try request(edge, sid: sid)
            edge.advance(.milliseconds(49_499))
            #expect(try edge.sent() == [])
            edge.advance(.milliseconds(1))
            #expect(try answer(edge) == ("200", ""))
        }
        edge.sink.client?.send(text("still here"))
        try request(edge, sid: sid)
        #expect(try answer(edge) == ("200", "still here"))
    }

    @Test("A session left alone for 70 s ends, and is unknown afterwards")
    func idle() throws {
        let (edge, sid) = try session()
        // The connection itself is given less time than that; the session is not bound to it.
        edge.advance(.milliseconds(69_999))
        #expect(edge.sink.calls == [.opened])
        edge.advance(.milliseconds(1))
        #expect(edge.sink.calls == [.opened, .closed(.idle)])
        let isForgotten = edge.loop.longPolls[sid] == nil
        #expect(isForgotten)
    }

    @Test(
        "An unknown session is refused", arguments: ["x", "AAAAAAAAAAAAAAAAAAAAAAAA", "________________________"])
    func unknown(sid: String) throws {
        let edge = try EmbeddedEdge.http()
        for body in ["", "{}"] {
            try request(edge, sid: sid, body: body)
            #expect(
                try answer(edge) == ("403", #"{"ctrl":{"code":403,"text":"invalid or expired session"}}"#))
        }
    }

    @Test("A second poll takes the place of the first, which is answered with nothing")
    func twoPolls() throws {
        let (edge, sid) = try session()
        try request(edge, sid: sid)
        let connection = try #require(edge.loop.longPolls[sid])
        let ticket = LongPollTicket(on: edge.channel.eventLoop)
        connection.poll(ticket)
        #expect(try answer(edge) == ("200", ""))
        edge.sink.client?.send(text("for the second"))
        var heard: String?
        ticket.future.assumeIsolated().whenSuccess { answer in
            if case .message(let message) = answer { heard = String(decoding: message.payload, as: UTF8.self) }
        }
        #expect(heard == "for the second")
    }

    @Test("A message for a client that has gone while it waited is kept for its next poll")
    func gone() throws {
        let (edge, sid) = try session()
        try request(edge, sid: sid)
        _ = try edge.channel.finish()
        let connection = try #require(edge.loop.longPolls[sid])
        connection.send(text("later"), isAnswer: false)
        let ticket = LongPollTicket(on: edge.channel.eventLoop)
        connection.poll(ticket)
        var heard: String?
        ticket.future.assumeIsolated().whenSuccess { answer in
            if case .message(let message) = answer { heard = String(decoding: message.payload, as: UTF8.self) }
        }
        #expect(heard == "later")
    }

    @Test("A message that could not be handed over is the next one again")
    func givenBack() throws {
        let (edge, sid) = try session()
        let connection = try #require(edge.loop.longPolls[sid])
        connection.send(text("two"), isAnswer: false)
        connection.giveBack(text("one"))
        for expected in ["one", "two"] {
            try request(edge, sid: sid)
            #expect(try answer(edge) == ("200", expected))
        }
    }

    @Test("A client for whom too much waits is cut off")
    func slow() throws {
        var settings = EdgeSettings()
        settings.maxUnsentBytes = 1000
        let (edge, sid) = try session(settings)
        let client = try #require(edge.sink.client)
        client.send(text(String(repeating: "x", count: 5000)), isAnswer: true)
        client.send(text(String(repeating: "x", count: 1001)))
        let isThere = edge.loop.longPolls[sid] != nil
        #expect(isThere)
        client.send(text("x"))
        edge.channel.embeddedEventLoop.run()
        #expect(edge.sink.calls == [.opened, .closed(.slow)])
        try request(edge, sid: sid)
        #expect(try answer(edge).status == "403")
    }

    @Test("Long answers are sent no faster than they are fetched")
    func writability() throws {
        let (edge, sid) = try session()
        let client = try #require(edge.sink.client)
        for _ in 0..<7 { client.send(text(String(repeating: "x", count: 10_000)), isAnswer: true) }
        #expect(!client.isWritable)
        for _ in 0..<4 {
            try request(edge, sid: sid)
            _ = try edge.sent()
        }
        #expect(client.isWritable)
        #expect(edge.sink.calls == [.opened, .writable(true)])
    }

    @Test("While nothing is taken in, what a client says waits with its answer")
    func paused() throws {
        let (edge, sid) = try session()
        edge.sink.onMessage = { message, client in
            if String(buffer: message) == "one" { client.pauseReading() }
        }
        try request(edge, sid: sid, body: "one")
        #expect(try answer(edge).status == "200")
        try request(edge, sid: sid, body: "two")
        #expect(try edge.sent() == [])
        #expect(edge.sink.messages == ["one"])
        edge.sink.client?.resumeReading()
        #expect(edge.sink.messages == ["one"])
        #expect(try answer(edge) == ("200", ""))
        #expect(edge.sink.messages == ["one", "two"])
    }

    @Test("A goodbye leaves what was sent before to be fetched, and nothing more")
    func goodbye() throws {
        let (edge, sid) = try session()
        edge.sink.onMessage = { _, client in
            client.send(text("last"))
            client.close(.normal)
        }
        try request(edge, sid: sid, body: "x")
        #expect(try answer(edge).status == "200")
        #expect(edge.sink.calls.last == .closed(.closed(.normal)))
        try request(edge, sid: sid, body: "x")
        #expect(try answer(edge).status == "403")
        try request(edge, sid: sid)
        #expect(try answer(edge) == ("200", "last"))
        try request(edge, sid: sid)
        #expect(try answer(edge).status == "403")
    }

    @Test("The end of the server ends sessions, and polls that wait")
    func serverEnds() throws {
        let (edge, sid) = try session()
        try request(edge, sid: sid)
        _ = edge.loop.closeAll(.serviceRestart, reason: "", over: .zero)
        #expect(try answer(edge) == ("200", ""))
        #expect(edge.sink.calls == [.opened, .closed(.closed(.serviceRestart))])
    }

    @Test("A message over the limit is refused before it has come")
    func tooLarge() throws {
        var settings = EdgeSettings()
        settings.maxMessageSize = 100
        let (edge, sid) = try session(settings)
        try request(edge, sid: sid, body: String(repeating: "x", count: 100))
        #expect(try answer(edge).status == "200")
        try edge.receive("POST \(Self.path)&sid=\(sid) HTTP/1.1\r\nHost: x\r\nContent-Length: 101\r\n\r\n")
        #expect(try answer(edge) == ("413", #"{"ctrl":{"code":413,"text":"too large"}}"#))
        let chunked = try EmbeddedEdge.http(settings)
        try chunked.receive("POST \(Self.path)&sid=x HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n")
        for _ in 0..<11 { try chunked.receive("a\r\n0123456789\r\n") }
        #expect(try answer(chunked).status == "413")
    }

    @Test("A body in chunks counts like any other; one that does not come is not awaited for ever")
    func chunks() throws {
        let (edge, sid) = try session()
        try edge.receive(
            "POST \(Self.path)&sid=\(sid) HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "2\r\nab\r\n1\r\nc\r\n0\r\n\r\n")
        #expect(edge.sink.messages == ["abc"])
        try edge.receive("POST \(Self.path)&sid=\(sid) HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nab")
        edge.advance(.seconds(30))
        #expect(!edge.channel.isActive)
    }

    @Test("A client that asks whether it may send is told so")
    func expectation() throws {
        let (edge, sid) = try session()
        try edge.receive(
            "POST \(Self.path)&sid=\(sid) HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n")
        #expect(try edge.sentText() == "HTTP/1.1 100 Continue\r\n\r\n")
        try edge.receive("{}")
        #expect(try answer(edge).status == "200")
    }

    @Test("A form may have the key and the session in it, but is no message")
    func forms() throws {
        func post(_ query: String, _ form: String, _ edge: EmbeddedEdge) throws {
            try edge.receive(
                "POST /v0/channels/lp\(query) HTTP/1.1\r\nHost: x\r\nContent-Length: \(form.utf8.count)\r\n"
                    + "Content-Type: application/x-www-form-urlencoded\r\n\r\n\(form)")
        }
        let (edge, sid) = try session()
        try post("", "apikey=\(APIKeyRing.stockKey)", edge)
        #expect(try answer(edge).status == "201")
        try post("", "a=b&apikey=wrong", edge)
        #expect(try answer(edge).status == "403")
        try post("?apikey=\(APIKeyRing.stockKey)&sid=\(sid)", #"{"hi":{}}"#, edge)
        #expect(try answer(edge) == ("400", #"{"ctrl":{"code":400,"text":"malformed"}}"#))
        #expect(edge.sink.messages == [])
    }

    @Test("Requests behind a poll wait for its end")
    func pipelined() throws {
        let (edge, sid) = try session()
        try edge.receive(
            "POST \(Self.path)&sid=\(sid) HTTP/1.1\r\n\r\n"
                + "POST \(Self.path)&sid=\(sid) HTTP/1.1\r\nContent-Length: 3\r\n\r\none"
                + "POST \(Self.path)&sid=\(sid) HTTP/1.1\r\nContent-Length: 3\r\n\r\ntwo")
        #expect(edge.sink.messages == [])
        edge.sink.client?.send(text("x"))
        _ = try edge.sent()
        #expect(edge.sink.messages == ["one", "two"])
        try edge.receive("POST \(Self.path)&sid=\(sid) HTTP/1.1\r\n\r\n")
        for _ in 0..<40 { try? edge.receive("POST \(Self.path)&sid=\(sid) HTTP/1.1\r\n\r\n") }
        #expect(!edge.channel.isActive)
    }

    @Test("Pages of other origins may ask")
    func crossOrigin() throws {
        let edge = try EmbeddedEdge.http()
        try edge.receive("OPTIONS /v0/channels/lp HTTP/1.1\r\nHost: x\r\nOrigin: https://a.example\r\n\r\n")
        let text = try edge.sentText()
        #expect(text.hasPrefix("HTTP/1.1 204 No Content\r\nAccess-Control-Allow-Origin: *\r\n"))
        #expect(text.contains("Access-Control-Allow-Methods: GET, POST, OPTIONS\r\n"))
        #expect(text.contains("Access-Control-Allow-Headers: Content-Type, X-Tinode-APIKey\r\n"))
        #expect(!text.contains("Content-Length"))
        try edge.receive("DELETE \(Self.path) HTTP/1.1\r\nHost: x\r\n\r\n")
        let refusal = try edge.sentText()
        #expect(refusal.hasPrefix("HTTP/1.1 405"))
        #expect(refusal.contains("Access-Control-Allow-Origin: *\r\n"))
    }
}
