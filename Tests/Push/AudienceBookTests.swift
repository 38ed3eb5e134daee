import Chat
import Contracts
import RPC
import Testing

@testable import Push

@Suite("The audiences that a router remembers")
struct AudienceBookTests {
    private let group = ScriptedAudience()
    private let clock = InstantClock()
    private let book: AudienceBook

    init() {
        let network = InProcessNetwork()
        network.serve(RPCRouter([group]), at: "group")
        book = AudienceBook(group: GroupStub(network.transport(to: "group")), clock: clock)
        group.set("grpA", (1...25).map { .of($0) })
    }

    /// Nil for a crowd.
    private func users(of topic: String) async throws -> [UInt64]? {
        guard case .members(let members) = try await book.audience(of: topic) else { return nil }
        return members.map(\.user)
    }

    @Test("are a crowd when they are too many, of which no more is read than that takes")
    func crowd() async throws {
        group.set("grpA", (1...100_000).map { .of($0) })
        group.page(by: 1_000)
        for _ in 0..<2 {
            #expect(try await users(of: "grpA") == nil)
        }
        #expect(group.questions.count == 2)
    }

    @Test("of a crowd keep what is known when somebody comes, and lose it with an administrator")
    func comingAndGoing() async throws {
        let mode: AccessMode = [.join, .read]
        group.set("grpA", (1...3_000).map { .of($0) } + [.of(9_000, [.join, .approve])])
        group.page(by: 3_000)
        #expect(try await users(of: "grpA") == nil)
        #expect(try await book.administrators(of: "grpA").map(\.user) == [9_000])
        let newcomer = AccessChanged(user: 7, new: AccessPair(Access(both: mode)))
        for _ in 0..<9 { book.follow(Event(topic: "grpA", accessChanged: newcomer)) }
        #expect(try await users(of: "grpA") == nil)
        #expect(try await book.administrators(of: "grpA").map(\.user) == [9_000])
        #expect(group.questions.count == 2)
        let administrator = AccessChanged(
            user: 7, old: AccessPair(Access(both: mode)), new: AccessPair(Access(both: mode.union(.approve))))
        book.follow(Event(topic: "grpA", accessChanged: administrator))
        _ = try await users(of: "grpA")
        _ = try await book.administrators(of: "grpA")
        #expect(group.questions.count == 4)
    }

    @Test("are read page by page, once")
    func pages() async throws {
        group.page(by: 10)
        for _ in 0..<2 {
            #expect(try await users(of: "grpA") == Array(1...25))
        }
        #expect(group.questions.count == 3)
    }

    @Test("are asked for again after an event, and of that topic only")
    func forgotten() async throws {
        group.set("grpB", [.of(1)])
        _ = try await book.audience(of: "grpA")
        _ = try await book.audience(of: "grpB")
        group.set("grpA", [.of(7)])
        book.forget("grpA")
        #expect(try await users(of: "grpA") == [7])
        _ = try await book.audience(of: "grpB")
        #expect(group.questions == ["grpA", "grpB", "grpA"])
    }

    @Test("follow who comes, leaves or is given something else, without being asked for again")
    func followed() async throws {
        func change(_ user: UInt64, to new: AccessMode?) {
            book.follow(
                Event(
                    topic: "grpA",
                    accessChanged: AccessChanged(user: user, new: new.map { AccessPair(Access(both: $0)) })))
        }
        _ = try await book.audience(of: "grpA")
        change(26, to: [.join, .read])
        change(1, to: nil)
        change(2, to: [.join])
        change(99, to: nil)
        guard case .members(let members) = try await book.audience(of: "grpA") else { Issue.record(); return }
        #expect(members.map(\.user) == Array(2...26))
        #expect(members.first?.mode == AccessMode.join.mask)
        #expect(members.last?.mode == ([.join, .read] as AccessMode).mask)
        #expect(group.questions.count == 1)
    }

    @Test("are asked for again when whoever comes makes them a crowd")
    func growth() async throws {
        group.set("grpA", (1..<UInt64(AudienceBook.crowd)).map { .of($0) })
        group.page(by: AudienceBook.crowd)
        #expect(try await users(of: "grpA")?.count == AudienceBook.crowd - 1)
        group.set("grpA", (1...UInt64(AudienceBook.crowd) + 9).map { .of($0) })
        book.follow(
            Event(topic: "grpA", accessChanged: AccessChanged(user: 9_999, new: AccessPair(Access(both: [.join])))))
        #expect(try await users(of: "grpA") == nil)
    }

    @Test("run out, for an event may have gone to another replica")
    func runOut() async throws {
        _ = try await book.audience(of: "grpA")
        group.set("grpA", [.of(7)])
        clock.advance(by: AudienceBook.lifetime)
        #expect(try await users(of: "grpA") == [7])
    }

    @Test("are kept although another topic changed while they were asked for, and not if they changed themselves")
    func overtaken() async throws {
        group.whenAsked { [book] in book.forget("grpB") }
        for _ in 0..<2 { _ = try await users(of: "grpA") }
        #expect(group.questions.count == 1)
        book.forget("grpA")
        group.whenAsked { [book] in book.forget("grpA") }
        for _ in 0..<2 { _ = try await users(of: "grpA") }
        #expect(group.questions.count == 3)
    }

    @Test("are nobody where the group service cannot read them, so that other topics do not wait")
    func damaged() async throws {
        group.fail(with: RPCStatus(.dataLoss))
        #expect(try await users(of: "grpA") == [])
        #expect(try await book.administrators(of: "grpA").isEmpty)
    }

    @Test("are nobody for a topic that does not exist, and unknown while the group service is down")
    func failures() async throws {
        #expect(try await users(of: "grpX") == [])
        group.fail(with: .unavailable())
        await #expect(throws: RPCStatus.unavailable()) { try await book.audience(of: "grpA") }
        group.fail(with: nil)
        #expect(try await users(of: "grpA")?.count == 25)
    }
}
