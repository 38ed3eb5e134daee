import RunningParley
import Testing

@testable import Load

/// Each scenario against the real server: all that is sent is acknowledged, and arrives once, in order.
@Suite(.timeLimit(.minutes(5))) struct ScenarioTests {
    /// Runs a scenario against a server of its own; it must have no fault, and leave nobody behind.
    private static func run(
        adjusting adjust: @Sendable (inout LoadPlan, RunningParley) async throws -> Void = { _, _ in },
        _ scenario: @Sendable (LoadPlan) async throws -> LoadResult
    ) async throws -> LoadResult {
        let result = try await withParley(demo: false) { server in
            var plan = LoadPlan(
                target: try LoadTarget(url: await server.url), duration: .seconds(1), warmUp: .milliseconds(200))
            plan.drain = .seconds(30)
            plan.threads = 2
            try await adjust(&plan, server)
            return try await scenario(plan)
        }
        #expect(result.faults.map { "\($0.count) \($0.name)" } == [])
        #expect(result.refusals == [:])
        #expect(result[.absent] == 0)
        #expect(result[.disconnected] == 0)
        #expect(result[.stray] == 0)
        #expect(result.leftBehind == 0)
        #expect(result[.acknowledged] == result[.sent])
        return result
    }

    @Test("Pairs", arguments: [LoadPacing.inFlight(4), .rate(200)])
    func pairs(_ pacing: LoadPacing) async throws {
        let result = try await Self.run {
            try await PairsLoad(pairs: 6, pacing: pacing).run($0, settings: [:], interruption: Interruption())
        }
        #expect(result.users == 12)
        #expect(result[.sent] > 0)
        #expect(result[.delivered] == result[.sent])
        #expect(result.latencies["acknowledgement"]?.count ?? 0 > 0)
        #expect(result.latencies["delivery"]?.count == result.latencies["acknowledgement"]?.count)
        if case .rate = pacing { #expect(result.latencies["delivery"]?.count == 200) }
    }

    @Test("Frames of every length reach the server and come back", arguments: [1, 60, 300, 100_000])
    func payloads(_ size: Int) async throws {
        let result = try await Self.run { plan, _ in
            plan.payload = size
        } _: {
            try await PairsLoad(pairs: 1, pacing: .rate(20)).run($0, settings: [:], interruption: Interruption())
        }
        #expect(result[.sent] == 24)
        #expect(result[.delivered] == 24)
    }

    @Test("A group")
    func group() async throws {
        let result = try await Self.run {
            try await GroupLoad(sessions: 9, publishers: 3, pacing: .inFlight(2)).run(
                $0, settings: [:], interruption: Interruption())
        }
        #expect(result.audience == 9)
        #expect(result[.sent] > 0)
        #expect(result[.delivered] == 9 * result[.sent])
        #expect(result.rounds.allSatisfy { $0.copies == 9 })
        #expect(result.lastDelivery.count == result.rounds.count)
    }

    @Test("A channel")
    func channel() async throws {
        let result = try await Self.run {
            try await ChannelLoad(readers: 12, rate: 20).run($0, settings: [:], interruption: Interruption())
        }
        #expect(result.audience == 12)
        #expect(result[.sent] == 24)
        #expect(result[.delivered] == 12 * 24)
        #expect(result.lastDelivery.count == 20)
    }

    @Test("A large group of whose members few are there")
    func members() async throws {
        let result = try await Self.run {
            try await MembersLoad(members: 40, attached: 6, publishers: 2, pacing: .rate(20)).run(
                $0, settings: [:], interruption: Interruption())
        }
        #expect(result.users == 40)
        #expect(result.audience == 6)
        #expect(result[.sent] == 24)
        #expect(result[.delivered] == 6 * 24)
    }

    @Test("Users who only are there")
    func idle() async throws {
        let result = try await Self.run { plan, server in
            plan.processes = [await server.processID]
        } _: {
            try await IdleLoad(connections: 30).run($0, settings: [:], interruption: Interruption())
        }
        #expect(result.users == 30)
        #expect(result[.sent] == 0)
        #expect(result.latencies["attaching"]?.count == 30)
        #expect(result.memory.first?.after ?? 0 > 1 << 20)
        #expect(!result.isEmpty)
    }

    @Test("A storm")
    func storm() async throws {
        let result = try await Self.run {
            try await StormLoad(connections: 50, burst: 20).run($0, settings: [:], interruption: Interruption())
        }
        #expect(result.allBack != nil)
        #expect(result.latencies["returning"]?.count == 50)
        #expect(result[.connected] >= 100)
        #expect(result.status == 0)
    }

    @Test("A day of chat")
    func mixed() async throws {
        var rates = MixedRates()
        rates.messages = 200
        rates.typing = 100
        rates.history = 100
        rates.joins = 30
        rates.returns = 20
        let load = MixedLoad(users: 30, groupSize: 10, rates: rates)
        let result = try await withParley(demo: false) { server in
            var plan = LoadPlan(
                target: try LoadTarget(url: await server.url), duration: .seconds(2), warmUp: .milliseconds(200))
            plan.drain = .seconds(30)
            return try await load.run(plan, settings: [:], interruption: Interruption())
        }
        #expect(result.faults.map { "\($0.count) \($0.name)" } == [])
        #expect(result.users == 30)
        #expect(result[.sent] > 0)
        // Who is cut off does not hear what becomes of a message.
        #expect(result[.acknowledged] + result[.interrupted] == result[.sent])
        #expect(result[.notesSent] > 0)
        #expect(result[.notesReceived] > 0)
        for kind in ["history", "attaching", "returning"] {
            #expect(result.latencies[kind]?.count ?? 0 > 0, "\(kind)")
        }
    }

    @Test("Users that were kept come back in a later run, and with them their group")
    func savedUsers() async throws {
        let folder = try TemporaryPath()
        _ = try await Self.run { plan, _ in
            plan.usersDestination = folder.path
        } _: { plan in
            let load = MembersLoad(members: 10, attached: 4, publishers: 1, pacing: .rate(20))
            _ = try await load.run(plan, settings: [:], interruption: Interruption())
            var again = plan
            again.usersDestination = nil
            again.users = try UserFile(reading: folder.path)
            #expect(again.users?.users.count == 10)
            #expect(again.users?.topic?.hasPrefix("grp") == true)
            let result = try await load.run(again, settings: [:], interruption: Interruption())
            #expect(result.audience == 4)
            #expect(result[.delivered] == 4 * 24)
            return result
        }
    }
}
