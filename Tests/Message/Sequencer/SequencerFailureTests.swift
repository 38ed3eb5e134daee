import Contracts
import EventLog
import RPC
import Storage
import Testing

@testable import Message

/// What goes wrong around a batch is told to its authors, or tried again; never both, and never neither.
@Suite struct SequencerFailureTests {
    private let fixture: SequencerFixture

    init() throws {
        fixture = try SequencerFixture()
    }

    private var codes: [Int32] { fixture.gateway.acknowledgements.map(\.code) }
    private var places: [Int64] { fixture.gateway.acknowledgements.map(\.sequence) }

    private func contents() async throws -> [String] {
        try await fixture.store.replay("grpA", from: 1, through: .max).map {
            String(decoding: $0.content, as: UTF8.self)
        }
    }

    @Test("One submission that the store cannot take is refused alone")
    func unstorable() async throws {
        let owner = await fixture.owner()
        fixture.store.neverTake("bad")
        try await owner.settle([.of("a"), .of("b"), .of("bad"), .of("c"), .of("d")])
        let refused = fixture.gateway.acknowledgements.filter { $0.code != 0 }
        #expect(refused.map(\.code) == [StatusCode.dataLoss.rawValue])
        #expect(refused.map(\.submission) == [Submission.of("bad").origin?.submission])
        #expect(try await contents() == [#""a""#, #""b""#, #""c""#, #""d""#])
        #expect(fixture.log.messages.map(\.sequence) == [1, 2, 3, 4])
        #expect(fixture.health.isGood)
    }

    @Test("While the store takes nothing, what it has already is acknowledged and passed on")
    func duplicatesInOutage() async throws {
        let owner = await fixture.owner()
        try await owner.settle([.of("a")])
        fixture.store.fail(next: 1)
        try await owner.settle([.of("a"), .of("b"), .of("b")])
        #expect(codes == [0, 0, 14, 14])
        #expect(places == [1, 1, 0, 0])
        #expect(fixture.log.messages.map(\.sequence) == [1, 1])
    }

    @Test("A store that cannot even be read refuses the batch", arguments: [StoreError.unavailable, .timeout])
    func unreadable(error: StoreError) async throws {
        let owner = await fixture.owner()
        try await owner.settle([.of("a")])
        fixture.store.failReading([error])
        try await owner.settle([.of("b", in: "grpB"), .of("c", in: "grpB")])
        #expect(codes == [0, 14, 14])
        #expect(!fixture.health.isGood)
        try await owner.settle([.of("b", in: "grpB"), .of("c", in: "grpB")])
        #expect(places == [1, 0, 0, 1, 2])
        #expect(fixture.health.isGood)
    }

    @Test("A new owner refuses nothing that the former one may have stored")
    func unreadableToNewOwner() async throws {
        try await fixture.owner().settle([.of("a")])
        let next = await fixture.owner()
        fixture.store.failReading([.unavailable])
        await #expect(throws: UndecidedBatch.self) { try await next.process([.of("a")]) }
        fixture.store.fail([.unavailable])
        fixture.store.beforeNextInsert { [store = fixture.store] in
            store.failReading([.unavailable])
        }
        await #expect(throws: UndecidedBatch.self) { try await next.process([.of("a")]) }
        #expect(fixture.gateway.count == 1)
        try await next.settle([.of("a"), .of("b")])
        #expect(places == [1, 1, 2])
        #expect(fixture.log.messages.map(\.sequence) == [1, 1, 2])
    }

    @Test("A stored message that is damaged does not keep the others of its partition back")
    func damaged() async throws {
        let owner = await fixture.owner()
        try await owner.settle([.of("a")])
        // Met by the whole batch, and again by the half that it is in.
        fixture.store.failReading([.corrupted, .corrupted])
        fixture.store.fail([.conflict])
        try await owner.settle([.of("a"), .of("b")])
        #expect(codes == [0, StatusCode.dataLoss.rawValue, 0])
        #expect(places == [1, 0, 2])
    }

    @Test("An insert that does not end in time is looked up, and stored once")
    func silence() async throws {
        let owner = await fixture.owner()
        fixture.store.fail([.silence])
        try await owner.settle([.of("a"), .of("b")])
        #expect(places == [1, 2])
        #expect(try await contents() == [#""a""#, #""b""#])
        #expect(fixture.log.messages.map(\.sequence) == [1, 2])
    }

    @Test("A batch of which nobody knows whether it is stored goes back to the log, and nobody is told anything")
    func undecided() async throws {
        let owner = await fixture.owner()
        fixture.store.fail([.silence, .unavailable])
        fixture.store.beforeNextInsert { [store = fixture.store] in
            store.failReading([.unavailable])
        }
        await #expect(throws: UndecidedBatch.self) { try await owner.process([.of("a")]) }
        #expect(!fixture.health.isGood)
        fixture.store.fail([])
        fixture.store.failReading([.unavailable])
        await #expect(throws: UndecidedBatch.self) { try await owner.process([.of("a")]) }
        #expect(fixture.gateway.count == 0)
        try await owner.settle([.of("a")])
        #expect(places == [1])
        #expect(try await contents() == [#""a""#])
    }

    @Test("A batch of which a beginning may be stored is not refused when the store cannot be read any more")
    func unreadableAfterConflict() async throws {
        let owner = await fixture.owner()
        fixture.store.fail([.conflict])
        fixture.store.beforeNextInsert { [store = fixture.store] in
            store.failReading([.unavailable])
        }
        await #expect(throws: UndecidedBatch.self) { try await owner.process([.of("a")]) }
        #expect(fixture.gateway.count == 0)
        #expect(!fixture.health.isGood)
        try await owner.settle([.of("a")])
        #expect(places == [1])
    }

    @Test("A batch that loses every race goes back to the log, and the store is not blamed")
    func lostRaces() async throws {
        let owner = await fixture.owner()
        fixture.store.fail(Array(repeating: .conflict, count: Placement.attempts))
        await #expect(throws: UndecidedBatch.self) { try await owner.process([.of("a")]) }
        #expect(fixture.gateway.count == 0)
        #expect(fixture.health.isGood)
        try await owner.settle([.of("a")])
        #expect(places == [1])
    }

    @Test("A handover in the middle leaves the batch to the next owner, and refuses nobody")
    func handover() async throws {
        let owner = await fixture.owner()
        await withTaskGroup(of: Void.self) { group in
            group.cancelAll()
            group.addTask {
                await #expect(throws: CancellationError.self) { try await owner.process([.of("a")]) }
            }
        }
        #expect(fixture.gateway.count == 0)
        #expect(fixture.health.isGood)
        try await fixture.owner().settle([.of("a")])
        #expect(places == [1])
    }

    @Test("A handover before all is passed on leaves that to the next owner too")
    func handoverBeforePassingOn() async throws {
        let owner = await fixture.owner()
        fixture.log.refuse([.full, .cancelled])
        await #expect(throws: CancellationError.self) { try await owner.process([.of("a"), .of("b")]) }
        #expect(fixture.log.messages.isEmpty)
        try await fixture.owner().process([.of("a"), .of("b")])
        #expect(fixture.log.messages.map(\.sequence) == [1, 2])
    }

    @Test("Small duplicates of large messages are passed on in pieces that the log takes")
    func largeDuplicates() async throws {
        let owner = await fixture.owner()
        let text = String(repeating: "x", count: 100_000)
        for number in 1...12 {
            try await owner.settle([.of("k\(number)", saying: text)])
        }
        fixture.log.bound(1 << 20)
        try await owner.process((1...12).map { .of("k\($0)") })
        let again = Array(fixture.log.messages.dropFirst(12))
        #expect(again == Array(fixture.log.messages.prefix(12)))
    }

    @Test("One message that no log takes does not keep the others back")
    func tooLarge() async throws {
        let owner = await fixture.owner()
        fixture.log.bound(2_000)
        try await owner.process([.of("a"), .of("b", saying: String(repeating: "x", count: 9_000)), .of("c")])
        #expect(fixture.log.messages.map(\.sequence) == [1, 3])
    }

    @Test("Keys that only look alike are different keys")
    func lookalikes() async throws {
        let owner = await fixture.owner()
        let (one, two) = ("caf\u{e9}", "cafe\u{301}")
        try await owner.settle([.of(one, saying: "one")])
        try await owner.settle([.of(one, saying: "one"), .of(two, saying: "two")])
        #expect(places == [1, 1, 2])
        #expect(try await contents() == [#""one""#, #""two""#])
    }
}
