import JSON
import ParleyClient
import RunningParley
import TestKit
import Testing

/// What becomes of a client and its requests when the connection ends, or nobody answers.
@Suite struct ConnectionTests {
    @Test("When the server dies, what waits fails, the events end with it, and later requests fail at once")
    func serverGone() async throws {
        try await withParley { server in
            let alice = try await server.client("alice")
            let group = try #require(try await alice.subscribe("new").topic)
            await server.kill()
            await #expect(throws: ClientError.closed) {
                // The first may still be written to a socket whose other end is gone.
                while true { try await alice.publish(group, text: "anybody?") }
            }
            var last: ServerEvent?
            for await event in alice.events { last = event }
            #expect(last == .closed)
            await #expect(throws: ClientError.closed) { try await alice.publish(group, text: "hello?") }
            await #expect(throws: ClientError.closed) { try await alice.note(group, what: "kp") }
            await #expect(throws: ClientError.closed) { try await alice.messages(of: group) }
        }
    }

    @Test("Closing fails what waits, ends the events, and may be done twice")
    func close() async throws {
        try await withParley { server in
            let client = try await server.connect()
            async let pending = failure { try await client.login(basic: "alice", password: "alice123") }
            await Task.yield()
            await client.close()
            await client.close()
            let outcome = await pending
            #expect(outcome == .closed || outcome == nil, "either answered before, or closed")
            var events: [ServerEvent] = []
            for await event in client.events { events.append(event) }
            #expect(events.last == .closed)
            await #expect(throws: ClientError.closed) { try await client.hello() }
        }
    }

    @Test("What was sent before closing arrives, however long the server takes to read it", .timeLimit(.minutes(5)))
    func closingBehindWords() async throws {
        try await withParley { server in
            let alice = try await server.client("alice")
            let group = try #require(try await alice.subscribe("new").topic)
            let process = await server.processID
            try await freeze(process)
            // More than the sockets of both sides hold.
            let content = String(repeating: "x", count: 100_000)
            for _ in 1...100 {
                try await alice.send(raw: #"{"pub":{"topic":"\#(group)","noecho":true,"content":"\#(content)"}}"#)
            }
            async let closing: Void = alice.close()
            try await Task.sleep(for: .seconds(2))
            thaw(process)
            await closing
            let again = try await server.client("alice")
            try await again.subscribe(group)
            while try await again.description(of: group)?.object?["seq"]?.int ?? 0 < 100 {}
        }
    }

    @Test("A request that nobody answers in time fails, and its late answer disturbs nothing")
    func timeout() async throws {
        try await withParley { server in
            // Checking a password takes the server far longer than this.
            let hasty = try await Client.connect(to: server.url, timeout: .nanoseconds(1))
            _ = try? await hasty.hello()
            await #expect(throws: ClientError.timeout) { try await hasty.login(basic: "alice", password: "alice123") }
            for await event in hasty.events {
                guard case .control(let control) = event, control["user"] != nil else { continue }
                break
            }
            await hasty.close()
        }
    }

    @Test("A cancelled task does not wait for its answer")
    func cancelled() async throws {
        try await withParley { server in
            let client = try await server.connect()
            let outcome = await Task {
                withUnsafeCurrentTask { $0?.cancel() }
                return await failure { try await client.login(basic: "alice", password: "alice123") }
            }.value
            #expect(outcome == .cancelled)
            #expect(try await client.login(basic: "alice", password: "alice123").code == 200)
        }
    }

    @Test("A client that nobody holds any more leaves the server")
    func dropped() async throws {
        try await withParley { server in
            let bob = try await server.client("bob")
            let group = try #require(try await bob.subscribe("new").topic)
            var alice: Client? = try await server.client("alice")
            try await alice?.subscribe(group)
            alice = nil
            var news: [String] = []
            for await event in bob.events {
                guard case .pres(let body) = event, body.object?["topic"]?.string == group,
                    let what = body.object?["what"]?.string
                else { continue }
                news.append(what)
                if what == "off" { break }
            }
            #expect(news.last == "off")
        }
    }

    @Test("Requests made side by side each get their own answer")
    func sideBySide() async throws {
        try await withParley { server in
            let alice = try await server.client("alice")
            let group = try #require(try await alice.subscribe("new").topic)
            let numbers = try await withThrowingTaskGroup(of: Int64.self) { tasks in
                for number in 0..<50 {
                    tasks.addTask { try await alice.publish(group, text: "\(number)", noEcho: true) }
                }
                return try await tasks.reduce(into: Set<Int64>()) { $0.insert($1) }
            }
            #expect(numbers == Set(1...50))
        }
    }
}
