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
        _ = state.resolved([a, b])
        state.connected(a, first)
        state.connected(b, second)
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
        _ = state.resolved([a])
        state.connected(a, only)
        let again = connection(state.choose(notAgain: only))
        #expect(again === only)
    }

    @Test("Calls wait until the service is found and somebody has connected")
    func waiting() {
        var state = PoolState<Connection>()
        #expect(isWait(state.choose()))
        _ = state.resolved([a, b])
        #expect(isWait(state.choose()))
        state.failed(a, .lostConnection)
        #expect(isWait(state.choose()))
        state.failed(b, .lostConnection)
        #expect(failure(state.choose()) == .lostConnection)
        state.connecting(a)
        #expect(isWait(state.choose()))
    }

    @Test("An address that is gone is used no more; one that stays keeps its connection")
    func resolution() {
        var state = PoolState<Connection>()
        let (first, second) = (Connection(), Connection())
        #expect(state.resolved([a, b, a]).added == [a, b])
        state.connected(a, first)
        state.connected(b, second)
        let change = state.resolved([b])
        #expect(change.added.isEmpty)
        #expect(change.removed == [a])
        for _ in 0..<3 {
            let choice = connection(state.choose())
            #expect(choice === second)
        }
        state.connected(a, first)
        let late = connection(state.choose())
        #expect(late === second)
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
