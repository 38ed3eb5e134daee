import Presence
import Testing

@testable import Gateway

/// A node tells the presence table what it wants to hear of: once a key, before anybody relies on it.
@Suite struct InterestRegistryTests {
    private let table = ScriptedInterest()
    private let node = NodeID("n1")

    private func registry() -> InterestRegistry {
        InterestRegistry(presence: table, node: node)
    }

    @Test("The first holder tells the table, the last one withdraws")
    func counted() async {
        let registry = registry()
        await registry.acquire("grpA")
        await registry.acquire("grpA")
        #expect(await table.calls == ["+grpA"])
        #expect(await registry.release("grpA"))
        #expect(await table.calls == ["+grpA"])
        #expect(await registry.release("grpA") == false)
        #expect(await table.calls == ["+grpA", "-grpA"])
        #expect(await registry.keys.isEmpty)
    }

    @Test("Releasing what nobody holds does nothing")
    func unheld() async {
        #expect(await registry().release("grpA") == false)
        #expect(await table.calls.isEmpty)
    }

    @Test("Whoever comes while the table is being told waits until it has been")
    func waiting() async {
        let registry = registry()
        await table.hold()
        async let first: Void = registry.acquire("grpA")
        await table.reached(1)
        async let second: Void = registry.acquire("grpA")
        await table.letGo()
        _ = await (first, second)
        #expect(await table.calls == ["+grpA"])
        #expect(await registry.keys == ["grpA"])
    }

    @Test("A holder that comes while the key is being withdrawn has it told again")
    func crossing() async {
        let registry = registry()
        await registry.acquire("grpA")
        await table.hold()
        async let left = registry.release("grpA")
        await table.reached(2)
        async let back: Void = registry.acquire("grpA")
        while await registry.keys.isEmpty { await Task.yield() }
        await table.letGo()
        _ = await (left, back)
        #expect(await table.calls == ["+grpA", "-grpA", "+grpA"])
    }

    @Test("A key that the table cannot be told is held all the same, and told later")
    func failure() async throws {
        let registry = registry()
        await table.fail(next: 1)
        await registry.acquire("grpA")
        #expect(await registry.keys == ["grpA"])
        #expect(await registry.isBehind)
        try await registry.tellAgain()
        #expect(await !registry.isBehind)
        #expect(await table.calls == ["+grpA", "+grpA"])
        #expect(await registry.release("grpA") == false)
        #expect(await table.calls == ["+grpA", "+grpA", "-grpA"])
    }

    @Test("A key that may have been told is withdrawn when nobody wants it any more")
    func perhapsTold() async throws {
        let registry = registry()
        await table.fail(next: 1)
        await registry.acquire("grpA")
        await registry.release("grpA")
        #expect(await table.calls == ["+grpA"])
        #expect(await registry.isBehind)
        try await registry.tellAgain()
        #expect(await table.calls == ["+grpA", "-grpA"])
        #expect(await !registry.isBehind)
    }

    @Test("When a withdrawal fails, the key of a holder that came meanwhile is told again")
    func failedWithdrawal() async throws {
        let registry = registry()
        await registry.acquire("grpA")
        await table.hold()
        await table.fail(next: 1)
        async let left = registry.release("grpA")
        await table.reached(2)
        async let back: Void = registry.acquire("grpA")
        while await registry.keys.isEmpty { await Task.yield() }
        await table.letGo()
        _ = await (left, back)
        #expect(await registry.keys == ["grpA"])
        #expect(await registry.isBehind)
        try await registry.tellAgain()
        #expect(await table.calls == ["+grpA", "-grpA", "+grpA"])
    }
}
