import JSON
import ParleyClient
import RunningParley
import Testing

/// What the suite is for: people talk, and what they said is still there tomorrow.
@Suite(.timeLimit(.minutes(5))) struct ConversationTests {
    @Test("Two people talk in a group, a third joins and sees what was said, and a restart loses none of it")
    func talk() async throws {
        try await withParley { server in
            let alice = try await server.client("alice")
            let bob = try await server.client("bob")
            let made = try await alice.subscribe(
                "new", set: RawJSON.object(["desc": .object(["public": .object(["fn": .string("Tea")])])]))
            let group = try #require(made.topic)
            try await bob.subscribe(group)

            #expect(try await alice.publish(group, text: "Milk first?") == 1)
            #expect(try await bob.publish(group, text: "Never.") == 2)
            let said = ["Milk first?", "Never."]
            #expect(try await alice.texts(of: group, count: 2) == said)
            #expect(try await bob.texts(of: group, count: 2) == said)

            let carol = try await server.client("carol")
            try await carol.subscribe(group, get: .object(["what": .string("data")]))
            #expect(try await carol.texts(of: group, count: 2) == said.reversed(), "history comes newest first")
            #expect(try await carol.publish(group, text: "Lemon!") == 3)
            #expect(try await alice.texts(of: group, count: 1) == ["Lemon!"])
            #expect(try await bob.texts(of: group, count: 1) == ["Lemon!"])

            #expect(await server.stop() == 0)
            try await server.start()
            let again = try await server.client("bob")
            try await again.subscribe(group, get: .object(["what": .string("data")]))
            #expect(try await again.texts(of: group, count: 3) == ["Lemon!", "Never.", "Milk first?"])
            #expect(try await again.publish(group, text: "Good morning.") == 4)
        }
    }

    @Test("Two people talk in private, under each other's names")
    func privately() async throws {
        try await withParley { server in
            let alice = try await server.connect()
            let bob = try await server.connect()
            let welcomes = try await [
                alice.login(basic: "alice", password: "alice123"), bob.login(basic: "bob", password: "bob123"),
            ]
            let aliceName = try #require(welcomes[0]["user"]?.string)
            let bobName = try #require(welcomes[1]["user"]?.string)
            try await alice.subscribe(bobName)
            #expect(try await alice.publish(bobName, text: "psst") == 1)
            try await bob.subscribe(aliceName, get: .object(["what": .string("data")]))
            #expect(try await bob.texts(of: aliceName, count: 1) == ["psst"])
            #expect(try await bob.publish(aliceName, text: "what?") == 2)
            #expect(try await alice.texts(of: bobName, count: 2) == ["psst", "what?"])
        }
    }

    @Test("What was said just before hanging up is said")
    func lastWords() async throws {
        try await withParley { server in
            let alice = try await server.client("alice")
            let bob = try await server.client("bob")
            let topic = try #require(try await alice.subscribe("new").topic)
            try await bob.subscribe(topic)
            try await alice.publish(topic, text: "I have to go")
            try await bob.send(raw: #"{"note":{"topic":"\#(topic)","what":"read","seq":1}}"#)
            for number in 1...20 {
                try await bob.send(raw: #"{"pub":{"topic":"\#(topic)","content":"bye \#(number)"}}"#)
            }
            await bob.close()
            let texts = try await alice.texts(of: topic, count: 21)
            #expect(texts == ["I have to go"] + (1...20).map { "bye \($0)" })
        }
    }
}
