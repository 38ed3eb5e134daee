import Chat
import Contracts
import Presence
import RPC
import Testing
import Wire

@testable import CallToken

@Suite("The switchboard", .timeLimit(.minutes(1))) struct SwitchboardTests {
    @Test("begins one call for each user")
    func busy() async throws {
        let bench = try SwitchboardBench()
        _ = try await bench.begin()
        await #expect(throws: RPCStatus.busy) { try await bench.begin() }
    }

    @Test("forgets a call whose first message was not published, and its callee may be called")
    func unpublished() async throws {
        let bench = try SwitchboardBench()
        let id = try await bench.begin()
        try await bench.switchboard.place(id, at: 0)
        let call = try await bench.call
        #expect(call == nil)
        _ = try await bench.begin()
    }

    @Test("places a call that its callee answers before the gateway has told of it")
    func fasterCallee() async throws {
        let bench = try SwitchboardBench()
        let id = try await bench.begin()
        bench.keep(7)
        let isParty = try await bench.hear(.accept, from: .callee)
        #expect(isParty)
        try await bench.switchboard.place(id, at: 7)
        let call = try await bench.call
        #expect(call?.stage == .accepted)
        #expect(call?.sequence == 7)
    }

    @Test("ends a call whose caller hangs up before the gateway has told of it")
    func fasterCaller() async throws {
        let bench = try SwitchboardBench()
        let id = try await bench.begin()
        bench.keep(7)
        try await bench.hear(.hangUp, from: .caller)
        try await bench.switchboard.place(id, at: 7)
        try await bench.waits { bench.states == ["missed"] }
        let call = try await bench.call
        #expect(call == nil)
    }

    @Test("is not told by a callee that a call is where it is not")
    func forgedPlace() async throws {
        let bench = try SwitchboardBench()
        _ = try await bench.begin()
        bench.keep(8, from: .bob)
        for sequence: Int64 in [7, 8] {
            let isParty = try await bench.hear(.accept, from: .callee, sequence: sequence)
            #expect(!isParty)
        }
        let call = try await bench.call
        #expect(call?.stage == .placing)
    }

    @Test("passes over what is said of another call", arguments: CallEvent.allCases)
    func otherSequence(event: CallEvent) async throws {
        let bench = try SwitchboardBench()
        _ = try await bench.begin(at: 7)
        let isParty = try await bench.hear(event, from: .callee, sequence: 6)
        #expect(!isParty)
        let call = try await bench.call
        #expect(call?.stage == .ringing)
        let others = try await bench.switchboard.hear(
            event, [], from: .stranger, in: .chat(.alice, .carol), sequence: 7)
        #expect(!others)
    }

    @Test("says who is a party: the sessions that talk, and no other")
    func parties() async throws {
        let bench = try SwitchboardBench()
        _ = try await bench.begin(at: 7)
        var isParty = try await bench.hear(.ringing, from: .callee)
        #expect(!isParty)
        isParty = try await bench.hear(.accept, from: .callee)
        #expect(isParty)
        isParty = try await bench.hear(.accept, from: .calleesOther)
        #expect(!isParty)
        isParty = try await bench.hear(.offer, from: .caller)
        #expect(isParty)
        isParty = try await bench.hear(.hangUp, from: .caller)
        #expect(!isParty)
    }

    @Test("has a message say that a call was accepted, and one that it is finished; then it forgets the call")
    func reports() async throws {
        let bench = try SwitchboardBench()
        let id = try await bench.begin(at: 7)
        bench.now = 5000
        try await bench.hear(.accept, from: .callee)
        try await bench.waits { try await bench.call?.isAcceptanceTold == true }
        #expect(bench.states == ["accepted"])
        bench.now = 8020
        try await bench.hear(.hangUp, from: .callee)
        let store = bench.store
        try await bench.waits { try await store.call(id) == nil }
        #expect(bench.states == ["accepted", "finished"])
        let last = bench.messages.withLock { $0.submitted.last.map { String(decoding: $0.head, as: UTF8.self) } }
        #expect(last?.contains(#""webrtc-duration":3020"#) == true)
    }

    @Test("hands a message on again when the message service was away, under the same key")
    func again() async throws {
        let bench = try SwitchboardBench()
        let id = try await bench.begin(at: 7)
        bench.messages.withLock { $0.refusal = .unavailable() }
        try await bench.hear(.hangUp, from: .callee)
        let before = try #require(try await bench.store.call(id))
        bench.now += 1999
        try await bench.switchboard.lookAfterDue()
        let early = try await bench.store.call(id)
        #expect(early == before)
        bench.messages.withLock { $0.refusal = nil }
        bench.now += 1
        try await bench.switchboard.lookAfterDue()
        let store = bench.store
        try await bench.waits { try await store.call(id) == nil }
        #expect(bench.states == ["declined"])
        let keys = bench.messages.withLock(\.keys)
        #expect(keys.count == 1)
    }

    @Test(
        "does not insist on a message that is refused for good",
        arguments: [RPCStatus.permissionDenied, .notFound, .topicNotFound])
    func refused(status: RPCStatus) async throws {
        let bench = try SwitchboardBench()
        let id = try await bench.begin(at: 7)
        bench.messages.withLock { $0.refusal = status }
        try await bench.hear(.hangUp, from: .callee)
        let store = bench.store
        try await bench.waits { try await store.call(id) == nil }
        #expect(bench.states.isEmpty)
    }

    @Test("has a call missed that nobody accepts in time")
    func missed() async throws {
        let bench = try SwitchboardBench()
        _ = try await bench.begin(at: 7)
        bench.now = 30_999
        try await bench.switchboard.lookAfterDue()
        let ringing = try await bench.call
        #expect(ringing?.stage == .ringing)
        bench.now = 31_000
        try await bench.switchboard.lookAfterDue()
        try await bench.waits { bench.states == ["missed"] }
        let call = try await bench.call
        #expect(call == nil)
    }

    @Test("finds the first message of a call whose gateway was lost before it could tell of it")
    func lostPlace() async throws {
        let bench = try SwitchboardBench()
        _ = try await bench.begin()
        bench.keep(7)
        bench.now = 21_000
        try await bench.switchboard.lookAfterDue()
        let call = try await bench.call
        #expect(call?.stage == .ringing)
        #expect(call?.sequence == 7)
    }

    @Test("forgets a call of which there is no first message")
    func nowhere() async throws {
        let bench = try SwitchboardBench()
        let id = try await bench.begin()
        bench.keep(6, from: .bob)
        bench.now = 21_000
        try await bench.switchboard.lookAfterDue()
        let call = try await bench.store.call(id)
        #expect(call == nil)
        #expect(bench.states.isEmpty)
    }

    @Test("ends a call when the session of one of the two leaves", arguments: [CallParty.caller, .callee])
    func left(party: CallParty) async throws {
        let bench = try SwitchboardBench()
        _ = try await bench.begin(at: 7)
        try await bench.hear(.accept, from: .callee)
        try await bench.switchboard.leave(party.session, [.chat(.alice, .carol), .chat(.alice, .bob)])
        try await bench.waits { bench.states.contains("disconnected") }
        #expect(bench.states == ["accepted", "disconnected"])
    }

    @Test("ends the calls of gateways that are gone, and no others", arguments: ["n1", "n2", "n3"])
    func lostNode(node: String) async throws {
        let bench = try SwitchboardBench()
        _ = try await bench.begin(at: 7)
        try await bench.hear(.accept, from: .callee)
        try await bench.switchboard.endLost { nodes in
            #expect(nodes == ["n1", "n2"])
            return nodes.intersection([node])
        }
        let call = try await bench.call
        #expect((call == nil) == (node != "n3"))
    }
}
