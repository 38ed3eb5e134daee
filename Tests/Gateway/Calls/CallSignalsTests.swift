import Chat
import Contracts
import JSON
import RPC
import Synchronization
import Testing

@testable import Gateway

/// What a gateway does about the first message of a call; the rest is in the written conversations.
@Suite(.timeLimit(.minutes(1))) struct CallSignalsTests {
    private static let topic = "\(Script.group)"
    private static let subscribe = #"{"sub":{"id":"s","topic":"\#(topic)"}}"#

    private static func publish(_ id: String, calls: Bool = false) -> String {
        let head = calls ? #""head":{"webrtc":"started"},"# : ""
        return #"{"pub":{"id":"\#(id)","topic":"\#(topic)",\#(head)"content":"\#(id)"}}"#
    }

    /// A script whose publishes are durable at once, in the order they come.
    private static func script(_ calls: ScriptedCalls, _ gateway: GatewayStub) -> Script {
        let sequence = Atomic<Int64>(0)
        let place: @Sendable () -> Int64 = { sequence.add(1, ordering: .relaxed).newValue }
        var script = Script()
        script.calls = calls
        script.submit = { request in
            let acknowledgements = request.submissions.map {
                Acknowledgement(submission: $0.origin?.submission ?? 0, sequence: place())
            }
            _ = try await gateway.acknowledge(AcknowledgeRequest(acknowledgements: acknowledgements))
            return SubmitReply(outcomes: request.submissions.map { _ in SubmitOutcome() })
        }
        return script
    }

    /// The id, code and sequence of the next answer.
    private func answer(_ client: BenchClient) async throws -> String {
        while true {
            guard let control = try await client.next().object?["ctrl"]?.object else { continue }
            let sequence = control["params"]?.object?["seq"]?.int
            return "\(control["id"]?.string ?? "") \(control["code"]?.int ?? 0) \(sequence ?? 0)"
        }
    }

    @Test("What a session publishes after a call waits until the call is begun, and comes after it")
    func order() async throws {
        let (gate, open) = AsyncStream<Void>.makeStream()
        let calls = ScriptedCalls { for await _ in gate { break } }
        try await GatewayBench.run {
            Self.script(calls, $0)
        } _: { bench in
            let client = try await bench.client()
            #expect(try await client.ask(Self.subscribe) == 200)
            for text in [Self.publish("a"), Self.publish("b", calls: true), Self.publish("c"), Self.publish("d")] {
                try await client.send(text)
            }
            #expect(try await answer(client) == "a 202 1")
            open.yield()
            #expect(try await answer(client) == "b 202 2")
            #expect(try await answer(client) == "c 202 3")
            #expect(try await answer(client) == "d 202 4")
            #expect(await calls.next(2) == ["begin on n1 \"b\"", "place 77 at 2"])
        }
    }

    @Test("The end of a topic is told without waiting for the call-token service to hear of it")
    func endOfTopic() async throws {
        let (gate, open) = AsyncStream<Void>.makeStream()
        let calls = ScriptedCalls(leave: { for await _ in gate { break } })
        try await GatewayBench.run {
            Self.script(calls, $0)
        } _: { bench in
            let client = try await bench.client()
            #expect(try await client.ask(Self.subscribe) == 200)
            try await client.send(Self.publish("b", calls: true))
            #expect(try await answer(client) == "b 202 1")
            #expect(await calls.next(2).count == 2)
            let end = Event(topic: Self.topic, topicDeleted: TopicDeleted())
            // Less than the call-token service is given.
            _ = try await bench.stub.deliver(DeliverRequest(deliveries: [Delivery(event: end)]), timeout: .seconds(4))
            #expect(try await client.code() == 205)
            open.yield()
            #expect(await calls.next(1) == ["leave [\"\(Self.topic)\"]"])
        }
    }

    @Test("Another session does not wait")
    func others() async throws {
        let (gate, open) = AsyncStream<Void>.makeStream()
        let calls = ScriptedCalls { for await _ in gate { break } }
        try await GatewayBench.run {
            Self.script(calls, $0)
        } _: { bench in
            let caller = try await bench.client()
            let other = try await bench.client()
            for client in [caller, other] { #expect(try await client.ask(Self.subscribe) == 200) }
            try await caller.send(Self.publish("b", calls: true))
            try await other.send(Self.publish("c"))
            #expect(try await answer(other) == "c 202 1")
            open.yield()
            #expect(try await answer(caller) == "b 202 2")
        }
    }

    @Test(
        "A call that cannot be begun is refused, and its message not published",
        arguments: zip(
            [RPCStatus.busy, .notImplemented(), .permissionDenied, .unavailable()], ["486", "501", "403", "503"]))
    func refused(status: RPCStatus, code: String) async throws {
        let calls = ScriptedCalls { throw status }
        try await GatewayBench.run {
            Self.script(calls, $0)
        } _: { bench in
            let client = try await bench.client()
            #expect(try await client.ask(Self.subscribe) == 200)
            try await client.send(Self.publish("a", calls: true))
            #expect(try await answer(client) == "a \(code) 0")
            try await client.send(Self.publish("b"))
            #expect(try await answer(client) == "b 202 1")
        }
    }

    @Test("A call whose message is refused is taken back")
    func takenBack() async throws {
        let calls = ScriptedCalls()
        try await GatewayBench.run { gateway in
            var script = Self.script(calls, gateway)
            script.submit = { request in
                let denied = SubmitOutcome(code: StatusCode.permissionDenied.rawValue, reason: "permission_denied")
                return SubmitReply(outcomes: request.submissions.map { _ in denied })
            }
            return script
        } _: { bench in
            let client = try await bench.client()
            #expect(try await client.ask(Self.subscribe) == 200)
            try await client.send(Self.publish("a", calls: true))
            #expect(try await answer(client) == "a 403 0")
            #expect(await calls.next(2) == ["begin on n1 \"a\"", "place 77 at 0"])
        }
    }

    @Test("A session that leaves the topic, or is gone, leaves its call", arguments: [true, false])
    func left(isPolite: Bool) async throws {
        let calls = ScriptedCalls()
        try await GatewayBench.run {
            Self.script(calls, $0)
        } _: { bench in
            let client = try await bench.client()
            #expect(try await client.ask(Self.subscribe) == 200)
            try await client.send(Self.publish("a", calls: true))
            #expect(try await answer(client) == "a 202 1")
            #expect(await calls.next(2).count == 2)
            if isPolite {
                #expect(try await client.ask(#"{"leave":{"id":"l","topic":"\#(Self.topic)"}}"#) == 200)
            } else {
                try await client.socket.close()
            }
            #expect(await calls.next(1) == [#"leave ["\#(Self.topic)"]"#])
        }
    }

    @Test("That a party hangs up is passed on until it is heard; what else cannot be passed on is refused")
    func insisting() async throws {
        let failures = Atomic<Int>(0)
        let calls = ScriptedCalls(signal: {
            if failures.subtract(1, ordering: .relaxed).oldValue > 0 { throw RPCStatus.unavailable() }
        })
        let peer = UserID.random()
        func say(_ event: String) -> String {
            #"{"note":{"topic":"\#(peer)","what":"call","event":"\#(event)","seq":5}}"#
        }
        try await GatewayBench.run {
            Self.script(calls, $0)
        } _: { bench in
            let client = try await bench.client()
            try await client.send(say("accept"))
            #expect(await calls.next(1) == ["accept about 5"])
            failures.store(3, ordering: .relaxed)
            #expect(try await client.ask(say("ringing")) == 503)
            try await client.send(say("hang-up"))
            #expect(await calls.next(1) == ["hang-up about 5"])
            // Nobody's call is left: whoever hangs up again leaves no work behind.
            failures.store(1, ordering: .relaxed)
            #expect(try await client.ask(say("hang-up")) == 503)
        }
    }

    @Test("A session without a call tells nobody that it leaves")
    func noCall() async throws {
        let calls = ScriptedCalls()
        try await GatewayBench.run {
            Self.script(calls, $0)
        } _: { bench in
            let client = try await bench.client()
            #expect(try await client.ask(Self.subscribe) == 200)
            #expect(try await client.ask(#"{"leave":{"id":"l","topic":"\#(Self.topic)"}}"#) == 200)
            #expect(try await client.ask(Self.subscribe) == 200)
            try await client.send(Self.publish("a", calls: true))
            #expect(await calls.next(1) == ["begin on n1 \"a\""])
        }
    }
}
