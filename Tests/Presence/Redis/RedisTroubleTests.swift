import Logging
import Presence
import Testing

@Suite("When Redis is gone, forgetful or slow", .timeLimit(.minutes(2)))
struct RedisTroubleTests {
    private let server: RedisServer
    private let node = NodeID("node")

    init() async throws {
        server = try await RedisServer()
    }

    private func presence(
        _ change: (inout RedisPresence.Settings) -> Void = { _ in }, logger: Logger = .silent
    ) throws -> RedisPresence {
        var settings = RedisPresence.Settings.forTests
        change(&settings)
        return try RedisPresence(server.address, settings: settings, logger: logger)
    }

    /// Which error a question ends with.
    private func error(
        of question: @Sendable () async throws(PresenceError) -> Void
    ) async -> PresenceError? {
        do {
            try await question()
            return nil
        } catch {
            return error
        }
    }

    /// Asks until there is an answer: a machine that is busy may be slower than the server is allowed to be.
    @discardableResult
    private func persistently<Answer>(
        _ question: () async throws(PresenceError) -> Answer
    ) async throws -> Answer {
        while true {
            do {
                return try await question()
            } catch {
                try await Task.sleep(for: .milliseconds(5))
            }
        }
    }

    private func waitUntilConnected(_ presence: RedisPresence, _ wanted: Bool = true) async throws {
        while presence.isConnected != wanted { try await Task.sleep(for: .milliseconds(5)) }
    }

    @Test("every call fails while the server is gone, and works again when it is back")
    func serverIsKilled() async throws {
        let log = LogLines()
        let presence = try presence(logger: log.logger)
        let node = node
        var payloads = try await presence.subscribe(node).makeAsyncIterator()
        try await presence.renewLease(node, address: "a", ttl: .seconds(60))
        try await presence.addInterest(["grpA"], node: node)
        await server.stop()

        let limit = RateLimit(capacity: 1, refillPerSecond: 1)
        let errors = [
            await error { () async throws(PresenceError) in
                try await presence.renewLease(node, address: "a", ttl: .seconds(60))
            },
            await error { () async throws(PresenceError) in try await presence.releaseLease(node) },
            await error { () async throws(PresenceError) in _ = try await presence.address(of: node) },
            await error { () async throws(PresenceError) in _ = try await presence.nodes() },
            await error { () async throws(PresenceError) in try await presence.addInterest(["grpA"], node: node) },
            await error { () async throws(PresenceError) in try await presence.removeInterest(["grpA"], node: node) },
            await error { () async throws(PresenceError) in _ = try await presence.interested(in: ["grpA"]) },
            await error { () async throws(PresenceError) in _ = try await presence.take(1, from: "b", limit: limit) },
        ]
        #expect(errors == Array(repeating: .unavailable, count: 8))
        try await waitUntilConnected(presence, false)
        presence.publish([1], to: [node, NodeID("other")])

        try await server.start()
        try await waitUntilConnected(presence)
        #expect(try await presence.nodes().isEmpty)
        #expect(try await presence.renewLease(node, address: "a", ttl: .seconds(60)) == .started)
        try await presence.addInterest(["grpA"], node: node)
        #expect(try await presence.interested(in: ["grpA"]) == [[node]])
        presence.publish([2], to: [node])
        #expect(await payloads.next() == [2])
        for link in ["commands", "bus"] {
            #expect(log.all.count { $0.contains("Redis is gone") && $0.contains(link) } == 1)
            #expect(log.all.count { $0.contains("Redis is back") && $0.contains(link) } == 1)
        }
    }

    @Test("nobody can subscribe while the server is gone; that leaves no subscriber behind")
    func subscribingWithoutServer() async throws {
        let presence = try presence()
        let node = node
        try await presence.renewLease(node, address: "a", ttl: .seconds(60))
        await server.stop()
        let outcome = await error { () async throws(PresenceError) in _ = try await presence.subscribe(node) }
        #expect(outcome == .unavailable)
        #expect(presence.subscribers == 0)
    }

    @Test("a server that was never there is found when it comes")
    func serverComesLate() async throws {
        await server.stop()
        let presence = try presence()
        let node = node
        let outcome = await error { () async throws(PresenceError) in _ = try await presence.address(of: node) }
        #expect(outcome == .unavailable)
        try await server.start()
        try await waitUntilConnected(presence)
        #expect(try await presence.nodes().isEmpty)
    }

    @Test("a server that forgot everything has a node start anew")
    func flush() async throws {
        let presence = try presence()
        let node = node
        try await presence.renewLease(node, address: "a", ttl: .seconds(60))
        try await presence.addInterest(["grpA"], node: node)
        try await server.command("FLUSHALL")
        #expect(try await presence.address(of: node) == nil)
        #expect(try await presence.interested(in: ["grpA"]) == [[]])
        let outcome = await error { () async throws(PresenceError) in
            try await presence.addInterest(["grpA"], node: node)
        }
        #expect(outcome == .noLease)
        #expect(try await presence.renewLease(node, address: "a", ttl: .seconds(60)) == .started)
    }

    @Test("a server that came back with an old memory has a node start anew, and counts no old interest")
    func oldSnapshot() async throws {
        let presence = try presence()
        let node = node
        try await presence.renewLease(node, address: "a", ttl: .seconds(600))
        try await presence.addInterest(["grpOld"], node: node)
        try await server.command("SAVE")
        try await presence.addInterest(["grpNew"], node: node)
        await server.stop()
        try await waitUntilConnected(presence, false)
        try await server.start()
        try await waitUntilConnected(presence)
        #expect(try await presence.address(of: node) == "a")
        #expect(try await presence.renewLease(node, address: "a", ttl: .seconds(600)) == .started)
        #expect(try await presence.interested(in: ["grpOld", "grpNew"]) == [[], []])
        #expect(try await presence.renewLease(node, address: "a", ttl: .seconds(600)) == .renewed)
    }

    @Test("a server that forgot the scripts is told them again")
    func scriptsFlushed() async throws {
        let presence = try presence()
        let node = node
        for _ in 0..<2 {
            try await presence.renewLease(node, address: "a", ttl: .seconds(60))
            try await presence.addInterest((0..<1_200).map { "grp\($0)" }, node: node)
            #expect(try await presence.interested(in: ["grp0", "grp1199", "grp1200"]) == [[node], [node], []])
            try await server.command("SCRIPT", "FLUSH")
        }
    }

    @Test("a server that does not answer in time counts as gone, until it answers again")
    func serverHangs() async throws {
        let presence = try presence { $0.timeout = .seconds(1) }
        let node = node
        try await persistently { () async throws(PresenceError) in
            try await presence.renewLease(node, address: "a", ttl: .seconds(60))
        }
        try await server.pause()
        let outcome = await error { () async throws(PresenceError) in _ = try await presence.address(of: node) }
        server.resume()
        #expect(outcome == .unavailable)
        let address = try await persistently { () async throws(PresenceError) in
            try await presence.address(of: node)
        }
        #expect(address == "a")
    }

    @Test("nobody waits long for a server that hangs from the start")
    func serverHangsFromTheStart() async throws {
        try await server.pause()
        let presence = try presence { $0.timeout = .seconds(1) }
        let node = node
        let outcome = await error { () async throws(PresenceError) in _ = try await presence.address(of: node) }
        presence.publish([1], to: [node])
        #expect(outcome == .unavailable && presence.unsentPayloads == 1)
        server.resume()
        let address = try await persistently { () async throws(PresenceError) in
            try await presence.address(of: node)
        }
        #expect(address == nil)
    }

    @Test("a server that hangs is noticed by the connection that only listens")
    func hangingListener() async throws {
        let presence = try presence {
            $0.timeout = .seconds(1)
            $0.probeInterval = .milliseconds(50)
        }
        let stream = try await persistently { () async throws(PresenceError) in try await presence.subscribe(node) }
        var payloads = stream.makeAsyncIterator()
        try await server.pause()
        try await waitUntilConnected(presence, false)
        server.resume()
        try await waitUntilConnected(presence)
        // More than once: what is published while it is away once more is lost.
        let publishing = Task {
            while !Task.isCancelled {
                presence.publish([1], to: [node])
                try await Task.sleep(for: .milliseconds(50))
            }
        }
        #expect(await payloads.next() == [1])
        publishing.cancel()
    }

    @Test("commands in flight are bounded: what comes on top fails, the others wait")
    func boundedCommands() async throws {
        let presence = try presence {
            $0.timeout = .seconds(60)
            $0.probeInterval = .seconds(60)
            $0.commandsInFlight = 4
        }
        let (server, node) = (server, node)
        try await presence.renewLease(node, address: "a", ttl: .seconds(60))
        try await server.pause()
        let outcomes = await withTaskGroup(of: PresenceError?.self) { group in
            for _ in 0..<10 {
                group.addTask {
                    await error { () async throws(PresenceError) in _ = try await presence.address(of: node) }
                }
            }
            var outcomes: [PresenceError?] = []
            while outcomes.count < 6, let outcome = await group.next() { outcomes.append(outcome) }
            server.resume()
            for await outcome in group { outcomes.append(outcome) }
            return outcomes
        }
        #expect(outcomes == Array(repeating: .unavailable, count: 6) + Array(repeating: nil, count: 4))
    }

    @Test("payloads on their way are bounded: what comes on top is dropped")
    func boundedPayloads() async throws {
        let presence = try presence {
            $0.timeout = .seconds(60)
            $0.probeInterval = .seconds(60)
            $0.payloadsInFlight = 4
        }
        var payloads = try await presence.subscribe(node).makeAsyncIterator()
        try await server.pause()
        for number: UInt8 in 0..<10 {
            presence.publish([number], to: [node])
        }
        #expect(presence.unsentPayloads == 6)
        server.resume()
        for number: UInt8 in 0..<4 {
            #expect(await payloads.next() == [number])
        }
    }

    @Test("all that waits fails when presence is closed, and so does what comes")
    func closing() async throws {
        let presence = try presence { $0.timeout = .seconds(60) }
        let node = node
        try await presence.renewLease(node, address: "a", ttl: .seconds(60))
        try await server.pause()
        async let waiting = error { () async throws(PresenceError) in _ = try await presence.address(of: node) }
        presence.close()
        #expect(await waiting == .unavailable)
        let late = await error { () async throws(PresenceError) in _ = try await presence.address(of: node) }
        #expect(late == .unavailable)
        server.resume()
    }

    @Test("a command that Redis refuses fails, and the log has the reason once")
    func refusal() async throws {
        let log = LogLines()
        let presence = try presence(logger: log.logger)
        let node = node
        try await server.command("RPUSH", "parley:lease:node", "not a lease")
        for _ in 0..<3 {
            let outcome = await error { () async throws(PresenceError) in _ = try await presence.address(of: node) }
            #expect(outcome == .unavailable)
        }
        #expect(log.all.count { $0.contains("Redis refused") && $0.contains("WRONGTYPE") } == 1)
    }
}
