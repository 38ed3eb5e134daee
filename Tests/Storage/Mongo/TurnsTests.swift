import Testing

@testable import Storage

@Suite("Those who change the same thing")
struct TurnsTests {
    private let turns = Turns(limit: 2)

    @Test("wait for their turn, and are refused when too many do; others do not hear of it")
    func bound() async {
        #expect(await turns.take("a"))
        let outcomes = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<2 { group.addTask { await turns.take("a") } }
            let first = await group.next()
            turns.giveBack("a")
            return [first, await group.next()]
        }
        #expect(outcomes == [false, true])
        #expect(await turns.take("b"))
        turns.giveBack("a")
        #expect(await turns.take("a"))
    }
}
