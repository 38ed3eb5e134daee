import Testing

@testable import RPC

@Suite struct PoolStateTests {
    private final class Connection {}
    private let a = RPCAddress(host: "a", port: 1)
    private let b = RPCAddress(host: "b", port: 1)

    private func connection(_ choice: PoolState<Connection>.Choice) -> Connection? {
        if case .connection(let connection) = choice { connection } else { nil }
    }

    private func isWait(_ choice: PoolState<Connection>.Choice) -> Bool {
        if case .wait = choice { true } else { false }
    }

    private func failure(_ choice: PoolState<Connection>.Choice) -> RPCStatus? {
        if case .none(let status) = choice { status } else { nil }
    }

    @Test("Connections are taken in turn, and not the one that just failed")
    func turns() {
        var state = PoolState<Connection>()
        let (first, second) = (Connection(), Connection())
        let places = state.resolved([a, b]).added
        state.connected(places[0], first)
        state.connected(places[1], second)
        let taken = (0..<4).map { _ in connection(state.choose()) }
        #expect(taken[0] !== taken[1])
        #expect(taken[0] === taken[2])
        #expect(taken[1] === taken[3])
        for _ in 0..<3 {
            let another = connection(state.choose(notAgain: first))
            #expect(another === second)
        }
    }

    @Test("The only connection is taken again")
    func onlyOne() {
        var state = PoolState<Connection>()
        let only = Connection()
        let places = state.resolved([a]).added
        state.connected(places[0], only)
        let again = connection(state.choose(notAgain: only))
        #expect(again === only)
    }

    @Test("Calls wait until the service is found and somebody has connected")
    func waiting() {
        var state = PoolState<Connection>()
        #expect(isWait(state.choose()))
        let places = state.resolved([a, b]).added
        #expect(isWait(state.choose()))
        state.failed(places[0], .lostConnection)
        #expect(isWait(state.choose()))
        state.failed(places[1], .lostConnection)
        #expect(failure(state.choose()) == .lostConnection)
        state.connecting(places[0])
        #expect(isWait(state.choose()))
    }

    @Test("An address that is gone is used no more; one that stays keeps its connection")
    func resolution() {
        var state = PoolState<Connection>()
        let (first, second) = (Connection(), Connection())
        let places = state.resolved([a, b, a]).added
        #expect(places.map(\.address) == [a, b])
        state.connected(places[0], first)
        state.connected(places[1], second)
        let change = state.resolved([b])
        #expect(change.added.isEmpty)
        #expect(change.removed == [places[0]])
        for _ in 0..<3 {
            let choice = connection(state.choose())
            #expect(choice === second)
        }
        state.connected(places[0], first)
        let late = connection(state.choose())
        #expect(late === second)
    }

    @Test("What is still heard of an address from before it went does not count once it is back")
    func comingBack() throws {
        var state = PoolState<Connection>()
        let (former, present) = (Connection(), Connection())
        let before = try #require(state.resolved([a]).added.first)
        _ = state.resolved([])
        let now = try #require(state.resolved([a]).added.first)
        state.connected(before, former)
        #expect(isWait(state.choose()))
        state.connected(now, present)
        state.failed(before, .lostConnection)
        let choice = connection(state.choose())
        #expect(choice === present)
    }

    @Test("Nowhere is unavailable, and so is a closed pool")
    func nowhere() {
        var state = PoolState<Connection>()
        _ = state.resolved([])
        #expect(failure(state.choose())?.code == .unavailable)
        state.close()
        #expect(failure(state.choose())?.reason == "closed")
    }
}
