import Testing

@testable import Load

/// Whatever a server does wrong is counted, and ends the run neither with a crash nor by waiting for ever.
@Suite(.timeLimit(.minutes(2))) struct FaultTests {
    /// One who writes with one message on the way, and two more who hear it.
    private static func run(
        _ fault: ServerFault, adjusting adjust: (inout LoadPlan) -> Void = { _ in }
    ) async throws -> LoadResult {
        try await FaultyServer.serving(fault) { server in
            var plan = LoadPlan(
                target: try LoadTarget(url: server.url), duration: .seconds(2), warmUp: .milliseconds(50))
            plan.drain = .seconds(3)
            plan.patience = .seconds(60)
            adjust(&plan)
            let load = GroupLoad(sessions: 3, publishers: 1, pacing: .inFlight(1))
            return try await load.run(plan, settings: [:], interruption: Interruption())
        }
    }

    @Test("A server without a fault has none")
    func sound() async throws {
        let result = try await Self.run(.none)
        #expect(result.faults.isEmpty)
        #expect(result.refusals == [:])
        #expect(result[.sent] > 0)
        #expect(result[.acknowledged] == result[.sent])
        #expect(result[.delivered] == 3 * result[.sent])
        #expect(result.audience == 3)
        #expect(result.rounds.allSatisfy { $0.copies == 3 })
        #expect(result.status == 0)
    }

    @Test("A message that one session never gets is lost")
    func dropping() async throws {
        let result = try await Self.run(.drops(3))
        #expect(result.faults.map(\.name) == ["lost"])
        #expect(result[.lost] == 1)
        #expect(result.status == 1)
    }

    @Test("So are those at the end, after which nothing comes that would show the gap")
    func droppingTheEnd() async throws {
        let result = try await Self.run(.dropsFrom(4))
        #expect(result.faults.map(\.name) == ["lost"])
        #expect(result[.lost] == result[.acknowledged] - 3)
    }

    @Test("A message that comes twice is a duplicate, and counts as delivered once")
    func duplicating() async throws {
        let result = try await Self.run(.duplicates(3))
        #expect(result.faults.map(\.name) == ["duplicated"])
        #expect(result[.duplicated] == 1)
        #expect(result[.delivered] == 3 * result[.acknowledged])
    }

    @Test("A message that comes after a later one is out of order, and not lost")
    func reordering() async throws {
        let result = try await Self.run(.delays(3))
        #expect(result.faults.map(\.name) == ["reordered"])
        #expect(result[.reordered] == 1)
    }

    @Test("A message without an answer is told, and the run ends")
    func forgetting() async throws {
        let result = try await Self.run(.forgets(3))
        #expect(result.faults.map(\.name) == ["unanswered"])
        #expect(result[.unanswered] == 1)
        #expect(result[.acknowledged] == 2)
    }

    @Test("What is not the protocol is counted")
    func babbling() async throws {
        let result = try await Self.run(.babbles(3))
        #expect(result[.malformed] == 1)
        #expect(result[.lost] == 1)
    }

    @Test("Refusals are counted by code; the sender goes on")
    func refusing() async throws {
        let result = try await Self.run(.refuses(429)) { $0.duration = .seconds(4) }
        #expect(result[.refused] > 1)
        #expect(result.refusals == ["pub 429": result[.refused]])
        #expect(result[.acknowledged] > 1)
        #expect(result[.sent] == result[.acknowledged] + result[.refused])
    }

    @Test("A session that is put out is told, with the code; what it misses is not lost")
    func closing() async throws {
        let result = try await Self.run(.closes(3))
        #expect(result[.disconnected] == 1)
        #expect(result.refusals["closed 1011"] == 1)
        #expect(result[.lost] == 0)
    }

    @Test("Where nobody is let in, the run ends with the code")
    func barring() async throws {
        await #expect {
            try await Self.run(.bars(403))
        } throws: { error in
            guard case .notPrepared(let reason) = error as? LoadFailure else { return false }
            return reason.contains("acc 403")
        }
    }

    @Test(
        "What does not take a WebSocket is told from what is not there", arguments: [(403, 77), (404, 77), (503, 69)])
    func notUpgrading(_ status: Int, _ exit: Int32) async throws {
        await #expect {
            try await Self.run(.doesNotUpgrade(status))
        } throws: { error in
            (error as? LoadFailure)?.status == exit
        }
    }

    @Test("What takes connections and says nothing is out of reach")
    func silence() async throws {
        await #expect {
            try await Self.run(.isSilent) { $0.patience = .seconds(5) }
        } throws: { error in
            (error as? LoadFailure)?.status == 69
        }
    }

    @Test("More connections than files are refused before anything is done")
    func tooManyFiles() async throws {
        let plan = LoadPlan(target: try LoadTarget(url: "ws://127.0.0.1:1"))
        await #expect(throws: LoadFailure.self) {
            try await IdleLoad(connections: 100_000_000).run(plan, settings: [:], interruption: Interruption())
        }
    }
}
