import JSON
import ParleyClient
import RunningParley
import Testing

/// What a client gets for input that makes no sense: the protocol's own error, and a connection that lives on.
@Suite(.timeLimit(.minutes(5))) struct BadInputTests {
    private static let wrong: [(frame: String, code: Int, text: String)] = [
        ("", 400, "malformed"),
        ("nonsense", 400, "malformed"),
        ("{", 400, "malformed"),
        ("[]", 400, "malformed"),
        ("null", 400, "malformed"),
        ("{}", 400, "malformed"),
        (#"{"sub":{"topic":"me"}} {"sub":{"topic":"me"}}"#, 400, "malformed"),
        (#"{"sub":7}"#, 400, "malformed"),
        (#"{"sub":{"topic":7}}"#, 400, "malformed"),
        (#"{"nope":{"id":"1"}}"#, 400, "malformed"),
        (#"{"sub":{"topic":"me"},"leave":{"topic":"me"}}"#, 400, "malformed"),
        ("{\"sub\":{\"topic\":\"\u{0}\"}}", 400, "malformed"),
        (#"{"sub":{"topic":"\ud800"}}"#, 400, "malformed"),
        (String(repeating: "[", count: 5000), 400, "malformed"),
        (#"{"sub":{"id":"1"}}"#, 400, "malformed"),
        (#"{"sub":{"id":"1","topic":"grpNoSuchGroup"}}"#, 404, "topic not found"),
        (#"{"sub":{"id":"1","topic":"usrAAAAAAAAAAA"}}"#, 400, "malformed"),
        (#"{"pub":{"id":"1","topic":"grpAAAAAAAAAAE","content":"x"}}"#, 409, "must attach first"),
        (#"{"get":{"id":"1","topic":"me","what":"everything"}}"#, 400, "malformed"),
        (#"{"set":{"id":"1","topic":"me"}}"#, 400, "malformed"),
        (#"{"del":{"id":"1","topic":"me","what":"everything"}}"#, 400, "malformed"),
        (#"{"hi":{"id":"1","ver":"0.24"}}"#, 409, "command out of sequence"),
        (#"{"login":{"id":"1","scheme":"basic","secret":"YWxpY2U6YWxpY2UxMjM="}}"#, 409, "already authenticated"),
    ]

    @Test("Every wrong frame gets its error, and the session goes on")
    func wrongFrames() async throws {
        try await withParley { server in
            let alice = try await server.client("alice")
            try await alice.subscribe("me")
            for (frame, code, text) in Self.wrong {
                try await alice.send(raw: frame)
                let answer = try await alice.nextControl()
                #expect(answer.code == code && answer.text == text, "\(frame.prefix(80)) got \(answer)")
            }
            let topic = try #require(try await alice.subscribe("new").topic)
            #expect(try await alice.publish(topic, text: "still here") == 1)
        }
    }

    @Test("Before hello and before login there is nothing but those two")
    func outOfSequence() async throws {
        try await withParley { server in
            let guest = try await Client.connect(to: await server.url, timeout: .seconds(30))
            try await guest.send(raw: #"{"login":{"id":"1","scheme":"basic","secret":"YWxpY2U6YWxpY2UxMjM="}}"#)
            #expect(try await guest.nextControl().code == 409)
            try await guest.hello()
            for request in [
                #"{"sub":{"id":"2","topic":"me"}}"#, #"{"pub":{"id":"3","topic":"sys","content":"x"}}"#,
                #"{"get":{"id":"4","topic":"me","what":"desc"}}"#, #"{"leave":{"id":"5","topic":"me"}}"#,
                #"{"set":{"id":"6","topic":"me","tags":["x"]}}"#, #"{"del":{"id":"7","what":"user"}}"#,
            ] {
                try await guest.send(raw: request)
                #expect(try await guest.nextControl().code == 401, "\(request)")
            }
            await #expect(throws: ClientError.self) { try await guest.login(token: "AAAA") }
            await #expect(throws: ClientError.self) { try await guest.login(token: "not base64!") }
            await #expect(throws: ClientError.self) { try await guest.login(basic: "alice", password: "wrong") }
            try await guest.login(basic: "alice", password: "alice123")
        }
    }

    @Test("Without a key that the server made nobody gets in")
    func badKey() async throws {
        try await withParley { server in
            let url = await server.url
            for key in ["", "nonsense", "AQEAAAABAAD_rAp4DJh05a1HAwFT3A6L"] {
                await #expect(throws: ClientError.notUpgraded) { _ = try await Client.connect(to: url, apiKey: key) }
            }
        }
    }

    @Test("A frame over the limit ends its connection, and no other")
    func tooLarge() async throws {
        try await withParley(environment: ["PARLEY_GATEWAY_MESSAGE_SIZE": "64KiB"]) { server in
            let alice = try await server.client("alice")
            let bob = try await server.client("bob")
            let topic = try #require(try await alice.subscribe("new").topic)
            try await bob.subscribe(topic)
            await #expect(throws: ClientError.closed) {
                try await alice.publish(topic, text: String(repeating: "x", count: 70_000))
            }
            #expect(try await bob.publish(topic, text: String(repeating: "y", count: 60_000)) == 1)
        }
    }
}
