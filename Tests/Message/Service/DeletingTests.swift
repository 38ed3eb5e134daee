import Chat
import Contracts
import RPC
import Testing

@testable import Message

/// How old a message may be that somebody deletes for everybody.
@Suite("Deleting for everybody", .timeLimit(.minutes(5)))
struct DeletingTests {
    private static let member = AccessMode("JRWPSD") ?? .none
    private static let ranges = [SequenceRange(low: 1, high: 4)]

    /// A topic with two messages, and one more after a while.
    private func filled(_ settings: MessageSettings = MessageSettings()) async throws -> ServiceFixture {
        let fixture = try ServiceFixture(settings)
        try await fixture.whileRunning {
            _ = try await fixture.submit([.of("a"), .of("b")])
            fixture.advance(by: 601_000)
            _ = try await fixture.submit([.of("c")])
        }
        return fixture
    }

    private func delete(_ ranges: [SequenceRange], as mode: AccessMode, in fixture: ServiceFixture) async throws {
        fixture.group.allow(9, mode)
        let actor = Actor(user: try #require(UserID(rawValue: 9)), session: "s")
        _ = try await fixture.stub.deleteMessages(
            DeleteMessagesRequest(topic: "grpA", ranges: ranges, hard: true), as: actor)
    }

    /// What a user still sees.
    private func seen(by user: UInt64, in fixture: ServiceFixture) async throws -> [Int64] {
        try await fixture.store.history(HistoryQuery(topic: "grpA", user: user, ranges: [], limit: 9)).map(\.sequence)
    }

    @Test("What is too old goes from the actor's view alone, the rest from everybody's")
    func tooOld() async throws {
        let fixture = try await filled()
        try await delete(Self.ranges, as: Self.member, in: fixture)
        #expect(try await seen(by: 9, in: fixture) == [])
        #expect(try await seen(by: 1, in: fixture) == [2, 1])
    }

    @Test("Owners and administrators delete whatever its age", arguments: ["JRWPASD", "JRWPSDO"])
    func administrators(mode: String) async throws {
        let fixture = try await filled()
        try await delete(Self.ranges, as: AccessMode(mode) ?? .none, in: fixture)
        #expect(try await seen(by: 1, in: fixture) == [])
    }

    @Test("A long range goes in portions, and the last one's number is told")
    func portions() async throws {
        let fixture = try ServiceFixture()
        let count = Deletion.largestForAll + 2
        try await fixture.whileRunning {
            for first in stride(from: 0, to: count, by: 500) {
                _ = try await fixture.submit((first..<min(first + 500, count)).map { .of("\($0)") })
            }
        }
        fixture.group.allow(9, AccessMode("JRWPASDO") ?? .none)
        let owner = Actor(user: try #require(UserID(rawValue: 9)), session: "s")
        let range = SequenceRange(low: 2, high: count + 1)
        let reply = try await fixture.stub.deleteMessages(
            DeleteMessagesRequest(topic: "grpA", ranges: [range], hard: true), as: owner)
        #expect(reply.deleteID == 2)
        #expect(try await seen(by: 1, in: fixture) == [1])
        let deletions = try await fixture.stub.getDeletions(GetDeletionsRequest(topic: "grpA", user: 9), as: owner)
        #expect(deletions.ranges == [range])
    }

    @Test("An operator sets another age, or none")
    func settings() async throws {
        var settings = MessageSettings()
        settings.deletionAge = .zero
        var fixture = try await filled(settings)
        try await delete(Self.ranges, as: Self.member, in: fixture)
        #expect(try await seen(by: 1, in: fixture) == [])
        settings.deletionAge = .seconds(601)
        fixture = try await filled(settings)
        fixture.advance(by: -1)
        try await delete(Self.ranges, as: Self.member, in: fixture)
        #expect(try await seen(by: 1, in: fixture) == [])
    }
}
