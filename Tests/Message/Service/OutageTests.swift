import Contracts
import GRDB
import RPC
import Testing

@testable import Message

/// A disk that is full and a file that is locked: authors are told, nothing is acknowledged, and it passes.
@Suite("The service while its file cannot be written", .timeLimit(.minutes(1)))
struct OutageTests {
    private let fixture: ServiceFixture

    init() throws {
        fixture = try ServiceFixture()
    }

    /// Larger than what is left in any page of the file.
    private func text(_ key: String) -> Submission {
        .of(key, in: "grpA", saying: String(repeating: key, count: 20_000))
    }

    /// What every outage looks like from outside; `begin` and `end` make one.
    private func outage(begin: () async throws -> Void, end: () async throws -> Void) async throws {
        try await fixture.whileRunning {
            #expect(try await fixture.submit([text("a")]).map(\.code) == [0])
            try await begin()
            // The first one finds out: it is accepted, and then refused by its acknowledgement.
            _ = try await fixture.submit([text("b")])
            #expect(fixture.gateway.acknowledgements.map(\.code) == [0, StatusCode.unavailable.rawValue])
            #expect(!fixture.service.isHealthy)
            // The next ones are refused at once.
            await #expect(throws: RPCStatus.unavailable()) { try await fixture.submit([text("b")]) }
            // One trial in half a second, which fails as well.
            fixture.advance(by: StoreHealth.trialInterval)
            _ = try await fixture.submit([text("b")])
            #expect(fixture.gateway.acknowledgements.last?.code == StatusCode.unavailable.rawValue)
            #expect(try await fixture.store.heads(of: ["grpA"])["grpA"]?.sequence == 1)
            try await end()
            fixture.advance(by: StoreHealth.trialInterval)
            #expect(try await fixture.submit([text("b")]).map(\.code) == [0])
            #expect(fixture.gateway.acknowledgements.last?.sequence == 2)
            #expect(fixture.service.isHealthy)
            #expect(try await fixture.submit([text("c"), text("b")]).map(\.code) == [0, 0])
        }
        #expect(fixture.gateway.acknowledgements.suffix(2).map(\.sequence) == [3, 2])
        let stored = try await fixture.store.replay("grpA", from: 1, through: 99)
        #expect(stored.map(\.sequence) == [1, 2, 3])
    }

    @Test("A file that somebody else has locked")
    func locked() async throws {
        var configuration = Configuration()
        configuration.allowsUnsafeTransactions = true
        let other = try DatabaseQueue(path: fixture.file, configuration: configuration)
        try await outage {
            try await other.writeWithoutTransaction { db in try db.execute(sql: "BEGIN IMMEDIATE") }
        } end: {
            try await other.writeWithoutTransaction { db in try db.execute(sql: "ROLLBACK") }
        }
    }

    @Test("A file that may not grow")
    func full() async throws {
        try await outage {
            try await fixture.store.fill()
        } end: {
            try await fixture.store.makeRoom()
        }
    }
}
