import JSON
import ParleyClient
import RunningParley
import Testing

/// Topics and their members, as the SDK handles them.
@Suite struct TopicTests {
    @Test("A group is made, described, changed, joined, left and deleted")
    func group() async throws {
        try await withParley { server in
            let alice = try await server.client("alice")
            let bob = try await server.connect()
            let bobID = try #require(try await bob.login(basic: "bob", password: "bob123")["user"]?.string)
            try await bob.subscribe("me")
            let card = RawJSON.object(["public": .object(["fn": .string("Tea")])])
            let tags = RawJSON.array([.string("drinks")])
            let made = try await alice.subscribe("new", set: .object(["desc": card, "tags": tags]))
            let group = try #require(made.topic)
            let name = try await alice.description(of: group)?.object?["public"]?.object?["fn"]?.string
            #expect(name == "Tea")
            #expect(try await alice.tags(of: group) == ["drinks"])
            #expect(try await alice.auxiliary(of: group) == nil)
            try await alice.set(group, .object(["aux": .object(["pins": .array([.int(1)])])]))
            let pins = try await alice.auxiliary(of: group)?.object?["pins"]?.array
            #expect(pins == [.int(1)])

            try await alice.invite(bobID, mode: "JRWP", to: group)
            let row = try #require(try await bob.subscriptions(of: "me", only: group).first)
            #expect(row.topic == group)
            #expect(row.name == "Tea")
            #expect(row.mode == "JRWP")
            #expect(try await bob.subscribe(group).code == 200)
            #expect(try await bob.subscribe(group).code == 304, "attached already")
            let members = try await alice.subscriptions(of: group)
            #expect(Set(members.compactMap(\.name)) == ["Alice Hatter", "Bob Smith"])
            #expect(members.first { $0.user == bobID }?.isOnline == true)

            try await bob.leave(group)
            await #expect(throws: ClientError.self) { try await bob.publish(group, text: "too late") }
            try await bob.subscribe(group)
            try await alice.remove(bobID, from: group)
            try await alice.deleteTopic(group)
            await #expect(throws: ClientError.self) { try await alice.subscribe(group) }
        }
    }

    @Test("A question put in general is answered with the first part, and all parts are among the events")
    func severalParts() async throws {
        try await withParley { server in
            let alice = try await server.client("alice")
            let group = try #require(try await alice.subscribe("new").topic)
            let first = try await alice.get(group, .object(["what": .string("desc sub")]))
            #expect(first?.object?["desc"] != nil)
            var parts = 0
            for await event in alice.events {
                guard case .meta = event else { continue }
                parts += 1
                if parts == 2 { break }
            }
            #expect(parts == 2)
        }
    }

    @Test("The list of conversations has names, marks and counts")
    func conversations() async throws {
        try await withParley { server in
            let alice = try await server.client("alice")
            try await alice.subscribe("me")
            let rows = try await alice.subscriptions(of: "me")
            let group = try #require(rows.first { $0.name == "Let's talk about flowers" }?.topic)
            let carol = try await server.client("carol")
            try await carol.subscribe(group)
            try await carol.publish(group, text: "roses")
            try await carol.publish(group, text: "tulips")
            let row = try #require(try await alice.subscriptions(of: "me", only: group).first)
            #expect(row.sequence == 2)
            #expect(row.unread == 2)
            #expect(row.isOnline)
        }
    }
}
