import Foundation
import ParleyClient
import RunningParley
import Testing

/// `parley chat` as it is run, against the server as it is run.
@Suite(.timeLimit(.minutes(5))) struct ChatProgramTests {
    private static func chat(
        _ user: String, at url: String, _ input: String, password: String? = nil
    ) async throws -> (status: Int32, output: [String], errors: String) {
        let program = ParleyProgram(
            ["chat", "--url", url, "--user", user], environment: ["PARLEY_PASSWORD": password ?? "\(user)123"])
        let run = try await program.run(input: input)
        return (run.status, run.output.split(separator: "\n").map(String.init), run.errors)
    }

    @Test("A written conversation is sent, acknowledged and shown; the other side reads it and answers")
    func piped() async throws {
        try await withParley { server in
            let url = await server.url
            let alice = try await Self.chat("alice", at: url, "/open bob\nhello\nare you there?")
            #expect(alice.status == 0)
            #expect(alice.errors == "")
            #expect(alice.output.first == "── Bob Smith ──")
            #expect(alice.output.contains { $0.hasPrefix("#1 ") && $0.hasSuffix(" you: hello ✓") })
            #expect(alice.output.contains { $0.hasPrefix("#2 ") && $0.hasSuffix(" you: are you there? ✓") })

            let bob = try await Self.chat("bob", at: url, "/list\n/open 1\nyes\n//etc\n")
            #expect(bob.status == 0)
            #expect(bob.output.contains { $0.contains("Alice Hatter") && $0.contains("2 unread") })
            #expect(bob.output.contains { $0.hasPrefix("#2 ") && $0.hasSuffix(" Alice Hatter: are you there?") })

            let list = try await Self.chat("bob", at: url, "/list\n")
            #expect(!list.output.contains { $0.contains("unread") }, "what was shown counts as read")
            let again = try await Self.chat("alice", at: url, "/open Bob Smith\n")
            #expect(again.output.contains { $0.hasPrefix("#1 ") && $0.hasSuffix(" you: hello ✓✓") })
            #expect(again.output.contains { $0.hasPrefix("#4 ") && $0.hasSuffix(" Bob Smith: /etc") })
        }
    }

    @Test("Two chats talk to each other, and see each other typing and reading")
    func live() async throws {
        try await withParley { server in
            let url = await server.url
            let alice = try RunningChat("alice", at: url, open: "flowers")
            let bob = try RunningChat("bob", at: url, open: "flowers")
            try await alice.shows("Nothing has been said yet.")
            try await bob.shows("Nothing has been said yet.")
            try await alice.type("roses?")
            try await bob.shows("Alice Hatter: roses?")
            // Her acknowledgement and the news of him come by two ways.
            try await alice.shows("you: roses? ✓", "✓✓ Bob Smith has read up to #1")
            try await bob.type("tulips!")
            try await alice.shows("Bob Smith: tulips!")
            let carol = try await server.client("carol")
            try await carol.subscribe("me")
            let rows = try await carol.subscriptions(of: "me")
            let group = try #require(rows.first { $0.name?.contains("flowers") == true }?.topic)
            try await carol.subscribe(group)
            try await carol.note(group, what: "kp")
            try await alice.shows("Carol Xmas is typing …")
            #expect(try await alice.end() == 0)
            #expect(try await bob.end() == 0)
        }
    }

    @Test("A chat outlives its server: it logs in again, shows what was missed, and sends what was not sent")
    func reconnecting() async throws {
        let port = try FreePort.find()
        try await withParley(arguments: ["--listen", "127.0.0.1:\(port)"]) { server in
            let url = await server.url
            let alice = try RunningChat("alice", at: url, open: "flowers")
            try await alice.shows("Nothing has been said yet.")
            try await alice.type("before")
            try await alice.shows("you: before ✓")
            await server.kill()
            try await alice.shows("The connection is lost")
            try await alice.type("while you were away")
            try await server.start()
            try await alice.shows("Connected again.")
            try await alice.shows("you: while you were away ✓")
            #expect(try await alice.end() == 0)
            let bob = try await Self.chat("bob", at: url, "/open flowers\n")
            #expect(bob.output.filter { $0.hasSuffix("while you were away") }.count == 1)
        }
    }

    @Test("Who is not let in gets one line and status 77; where nobody is, one line and status 69")
    func notIn() async throws {
        let url = try await withParley { server in
            let url = await server.url
            let refused = try await Self.chat("alice", at: url, "hello\n", password: "wrong")
            #expect(refused.status == 77)
            #expect(refused.output == [])
            #expect(refused.errors == "parley: alice cannot log in: wrong name or password\n")
            return url
        }
        let gone = try await Self.chat("alice", at: url, "hello\n")
        #expect(gone.status == 69)
        #expect(gone.errors == "parley: cannot reach \(url): nothing listens there\n")
    }

    @Test(
        "A written input stops at the first thing that cannot be done, and says nothing to the wrong people",
        arguments: ["hello\n", "/open nobody\nhello\n", "/open bob\n/opne carol\nhello\n", "/who\nhello\n"])
    func mistakes(_ input: String) async throws {
        try await withParley { server in
            let run = try await Self.chat("alice", at: await server.url, input)
            #expect(run.status == 1)
            #expect(run.errors.split(separator: "\n").count == 1)
            #expect(!run.output.contains { $0.contains("hello") })
        }
    }

    @Test("A text that the server would not take is refused, and the connection lives on")
    func tooLong() async throws {
        try await withParley { server in
            let text = String(repeating: "x", count: 200_000)
            let run = try await Self.chat("alice", at: await server.url, "/open bob\n\(text)\n")
            #expect(run.status == 1)
            #expect(run.errors == "that is too long\n")
        }
    }

    @Test("A long input is sent whole and in order")
    func longInput() async throws {
        try await withParley { server in
            let url = await server.url
            let input = "/open bob\n" + (1...300).map { "line \($0)\n" }.joined()
            #expect(try await Self.chat("alice", at: url, input).status == 0)
            let bob = try await Self.chat("bob", at: url, "/open alice\n/history 100\n")
            let numbers = bob.output.compactMap { $0.split(separator: " ").last.flatMap { Int($0) } }
            #expect(numbers == Array(281...300) + Array(181...280))
        }
    }
}
