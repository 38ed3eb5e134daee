import Testing

@testable import CallToken

@Suite("Gateways that are gone") struct LostNodesTests {
    @Test("are those that have been missing for a whole lease")
    func missing() {
        var nodes = LostNodes()
        let first = nodes.look(["a", "b"], living: ["b"], now: 1000)
        #expect(first.isEmpty)
        let early = nodes.look(["a", "b"], living: ["b"], now: 15_999)
        #expect(early.isEmpty)
        let late = nodes.look(["a", "b"], living: ["b"], now: 16_000)
        #expect(late == ["a"])
    }

    @Test("are not those that come back in between")
    func back() {
        var nodes = LostNodes()
        _ = nodes.look(["a"], living: [], now: 0)
        _ = nodes.look(["a"], living: ["a"], now: 10_000)
        let again = nodes.look(["a"], living: [], now: 20_000)
        #expect(again.isEmpty)
        let late = nodes.look(["a"], living: [], now: 35_000)
        #expect(late == ["a"])
    }
}
