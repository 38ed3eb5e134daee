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

    @Test("are read page by page, once")
    func pages() async throws {
        group.page(by: 10)
        for _ in 0..<2 {
            #expect(try await book.audience(of: "grpA").map(\.user) == Array(1...25))
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
        #expect(try await book.audience(of: "grpA").map(\.user) == [7])
        _ = try await book.audience(of: "grpB")
        #expect(group.questions == ["grpA", "grpB", "grpA"])
    }

    @Test("run out, for an event may have gone to another replica")
    func runOut() async throws {
        _ = try await book.audience(of: "grpA")
        group.set("grpA", [.of(7)])
        clock.advance(by: AudienceBook.lifetime)
        #expect(try await book.audience(of: "grpA").map(\.user) == [7])
    }

    @Test("are nobody for a topic that does not exist, and unknown while the group service is down")
    func failures() async throws {
        #expect(try await book.audience(of: "grpX").isEmpty)
        group.fail(with: .unavailable())
        await #expect(throws: RPCStatus.unavailable()) { try await book.audience(of: "grpA") }
        group.fail(with: nil)
        #expect(try await book.audience(of: "grpA").count == 25)
    }
}
