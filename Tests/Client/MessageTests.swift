import JSON
import ParleyClient
import RunningParley
import Testing

/// Publishing, asking for what was published, and notes about it.
@Suite struct MessageTests {
    @Test("A message goes out with its head, comes to others, and spares its author the echo")
    func publish() async throws {
        try await withParley { server in
            let alice = try await server.client("alice")
            let bob = try await server.client("bob")
            let group = try #require(try await alice.subscribe("new").topic)
            try await bob.subscribe(group)
            let head = RawJSON.object(["mime": .string("text/x-drafty")])
            let document = RawJSON.object(["txt": .string("bold")])
            #expect(try await alice.publish(group, content: document, head: head, noEcho: true) == 1)
            #expect(try await alice.publish(group, text: "plain") == 2)

            let atBob = try await bob.nextMessage()
            #expect(atBob.sequence == 1)
            #expect(atBob.plainText == "bold")
            #expect(atBob.head?.object?["mime"]?.string == "text/x-drafty")
            #expect(atBob.sentAt > 0)
            #expect(try await alice.nextMessage().sequence == 2, "the first was not to come back")
        }
    }

    @Test("A message sent twice with one key is one message, also from another connection")
    func key() async throws {
        try await withParley { server in
            let alice = try await server.client("alice")
            let group = try #require(try await alice.subscribe("new").topic)
            #expect(try await alice.publish(group, text: "once", key: "k") == 1)
            #expect(try await alice.publish(group, text: "once", key: "k") == 1)
            let again = try await server.client("alice")
            try await again.subscribe(group)
            #expect(try await again.publish(group, text: "once", key: "k") == 1)
            #expect(try await again.messages(of: group).count == 1)
        }
    }

    @Test("Messages come oldest first, between two numbers, the newest of them when there are too many")
    func pages() async throws {
        try await withParley { server in
            let alice = try await server.client("alice")
            let group = try #require(try await alice.subscribe("new").topic)
            #expect(try await alice.messages(of: group) == [])
            for number in 1...5 { try await alice.publish(group, text: "\(number)", noEcho: true) }
            let all = try await alice.messages(of: group)
            #expect(all.map(\.sequence) == [1, 2, 3, 4, 5])
            #expect(try await alice.messages(of: group, since: 2, before: 4).map(\.plainText) == ["2", "3"])
            #expect(try await alice.messages(of: group, limit: 2).map(\.sequence) == [4, 5])
            #expect(try await alice.messages(of: group, since: 9).isEmpty)
            // Two pages at once must not be mixed up.
            async let first = alice.messages(of: group, since: 1, before: 3)
            async let second = alice.messages(of: group, since: 3)
            let pages = try await (first, second)
            #expect(Set((pages.0 + pages.1).map(\.sequence)) == [1, 2, 3, 4, 5])
        }
    }

    @Test("Deleted messages are gone from the history, and in the log of deletions")
    func deletions() async throws {
        try await withParley { server in
            let alice = try await server.client("alice")
            let group = try #require(try await alice.subscribe("new").topic)
            for number in 1...4 { try await alice.publish(group, text: "\(number)") }
            #expect(try await alice.deletions(of: group) == nil)
            let deletion = try await alice.deleteMessages([2..<4], of: group, forAll: true)
            #expect(try await alice.messages(of: group).map(\.sequence) == [1, 4])
            let log = try #require(try await alice.deletions(of: group))
            #expect(log.messages == [2..<4])
            #expect(log.last == deletion)

            let bob = try await server.client("bob")
            try await bob.subscribe(group)
            try await bob.deleteMessages([1..<2], of: group)
            #expect(try await bob.messages(of: group).map(\.sequence) == [4])
            #expect(try await alice.messages(of: group).map(\.sequence) == [1, 4], "gone for the one who deleted it")
        }
    }

    @Test("An edit says what it replaces, and only the author may make one")
    func edits() async throws {
        try await withParley { server in
            let alice = try await server.client("alice")
            let bob = try await server.client("bob")
            let group = try #require(try await alice.subscribe("new").topic)
            try await bob.subscribe(group)
            try await alice.publish(group, text: "helo")
            let head = RawJSON.object(["replace": .string(":1")])
            try await alice.publish(group, content: .string("hello"), head: head)
            #expect(try await alice.messages(of: group).map(\.replaces) == [nil, 1])
            let code = try await refusal { try await bob.publish(group, content: .string("stolen"), head: head) }
            #expect(code == 403)
        }
    }

    @Test("Typing and reading are noted to the others")
    func notes() async throws {
        try await withParley { server in
            let alice = try await server.client("alice")
            let bob = try await server.client("bob")
            let group = try #require(try await alice.subscribe("new").topic)
            try await bob.subscribe(group)
            try await alice.publish(group, text: "read me")
            try await bob.note(group, what: "kp")
            try await bob.note(group, what: "read", seq: 1)
            var seen: [String] = []
            for await event in alice.events {
                guard case .info(let note) = event, let what = note.object?["what"]?.string else { continue }
                seen.append(what)
                if seen.count == 2 { break }
            }
            #expect(seen == ["kp", "read"])
        }
    }
}
