import Contracts
import RPC
import Testing

@testable import Gateway

/// Requests of which a part fails, or whose answer is large.
@Suite(.timeLimit(.minutes(1))) struct RequestTests {
    private static let topic = "\(Script.group)"

    @Test("A device that cannot be registered does not keep its user from logging in")
    func device() async throws {
        try await GatewayBench.run { _ in
            var script = Script()
            script.setDevice = { throw RPCStatus.unavailable() }
            return script
        } _: { bench in
            let client = try await bench.client(device: "d1")
            #expect(try await client.ask(#"{"sub":{"id":"sub","topic":"\#(Self.topic)"}}"#) == 200)
        }
    }

    @Test("A part of a query that is refused does not end the others")
    func parts() async throws {
        try await GatewayBench.run { _ in
            var script = Script()
            script.history = { _ in HistoryReply(messages: [.numbered(1)]) }
            return script
        } _: { bench in
            let client = try await bench.client()
            #expect(try await client.ask(#"{"sub":{"id":"s","topic":"\#(Self.topic)"}}"#) == 200)
            // Tags are the owner's, credentials are of accounts only.
            try await client.send(#"{"get":{"id":"g","topic":"\#(Self.topic)","what":"tags cred data"}}"#)
            #expect(try await client.code() == 403)
            #expect(try await client.code() == 405)
            #expect(try await client.sequences(1) == [1])
            #expect(try await client.code() == 208)
        }
    }

    @Test("A reaction to what is searched for is refused, not passed over")
    func reactionToSearch() async throws {
        try await GatewayBench.run { _ in
            Script()
        } _: { bench in
            let client = try await bench.client()
            #expect(try await client.ask(#"{"sub":{"id":"s","topic":"fnd"}}"#) == 200)
            #expect(try await client.ask(#"{"set":{"id":"r","topic":"fnd","react":{"seq":1,"val":"x"}}}"#) == 405)
        }
    }

    @Test("A page of large messages comes whole, in pieces from the store and as fast as the client reads")
    func largePage() async throws {
        try await GatewayBench.run { _ in
            var script = Script()
            script.history = { request in
                let top = request.before == 0 ? 100 : request.before - 1
                let page = (max(1, top - min(10, Int64(request.limit)) + 1)...top).reversed()
                return HistoryReply(
                    messages: page.map { .numbered($0, bytes: 100_000) }, hasMore: (page.last ?? 1) > 1)
            }
            return script
        } _: { bench in
            let client = try await bench.client()
            #expect(try await client.ask(#"{"sub":{"id":"s","topic":"\#(Self.topic)"}}"#) == 200)
            try await client.send(#"{"get":{"id":"g","topic":"\#(Self.topic)","what":"data","data":{"limit":95}}}"#)
            #expect(try await client.sequences(95) == (6...100).reversed())
            #expect(try await client.code() == 208)
        }
    }

    @Test("A session that publishes without waiting is told to, before it takes everybody's place")
    func flood() async throws {
        try await GatewayBench.run { _ in
            var script = Script()
            script.submit = { request in
                try await Task.sleep(for: .seconds(60))
                return SubmitReply()
            }
            return script
        } _: { bench in
            let client = try await bench.client()
            #expect(try await client.ask(#"{"sub":{"id":"s","topic":"\#(Self.topic)"}}"#) == 200)
            let publish = ClientFrame.text(#"{"pub":{"topic":"\#(Self.topic)","content":1}}"#)
            try await client.socket.send(
                Array(repeatElement(publish, count: PendingPublishes.sessionCapacity + 1).joined()))
            #expect(try await client.code() == 429)
        }
    }

    @Test("An answer larger than what may wait does not end the connection, however much follows it")
    func largeAnswer() async throws {
        try await GatewayBench.run { _ in
            var script = Script()
            script.view = {
                var view = Script.view()
                view.publicJSON = Array("\"\(String(repeating: "x", count: 3 << 20))\"".utf8)
                return view
            }
            return script
        } _: { bench in
            let client = try await bench.client()
            #expect(try await client.ask(#"{"sub":{"id":"s","topic":"\#(Self.topic)"}}"#) == 200)
            try await client.socket.stopReading()
            try await client.send(#"{"get":{"id":"g","topic":"\#(Self.topic)","what":"desc"}}"#)
            try await bench.deliver(1...5)
            try await client.socket.readOn()
            #expect(try await client.sequences(5) == Array(1...5))
        }
    }
}
