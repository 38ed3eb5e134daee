import Chat
import Contracts
import Presence
import Testing
import Wire

@testable import CallToken

@Suite("Word about calls", .timeLimit(.minutes(1))) struct CallNotifierTests {
    private let presence = InProcessPresence()

    /// What a node gets on the bus of notices, up to one that only says that it is the last.
    private func heard(_ node: String, _ notices: [CallNotice]) async throws -> [Ephemeral] {
        let bus = try await presence.subscribe(NodeID(node))
        await CallNotifier(presence: presence).tell(notices, of: .accepted())
        presence.publish(Ephemeral(topic: "end").encoded(), to: [NodeID(node)])
        var events: [Ephemeral] = []
        for await payload in bus {
            let event = try Ephemeral(decoding: payload)
            if event.topic == "end" { break }
            events.append(event)
        }
        return events
    }

    @Test("for one session goes to its node alone, with what it carries")
    func session() async throws {
        let notice = CallNotice(event: .offer, from: .alice, payload: [0x31], audience: .session(.callee))
        let expected = Ephemeral(
            topic: "\(TopicID.chat(.alice, .bob))", from: UserID.alice.rawValue, targetSession: "n2/3",
            note: Note(what: "call", sequence: 7, event: "offer", payload: [0x31]))
        #expect(try await heard("n2", [notice]) == [expected])
        #expect(try await heard("n1", [notice]).isEmpty)
    }

    @Test("for the callee's other devices goes to the nodes that have some, and spares the one that accepted")
    func others() async throws {
        try await presence.renewLease(NodeID("n5"), address: "a", ttl: .seconds(60))
        try await presence.addInterest(["\(UserID.bob)"], node: NodeID("n5"))
        let notice = CallNotice(event: .accept, from: .bob, audience: .others(of: .bob, except: "n2/3"))
        let events = try await heard("n5", [notice])
        #expect(events.map(\.originSession) == ["n2/3"])
        #expect(events.map(\.recipients) == [[Recipient(user: UserID.bob.rawValue)]])
    }

    @Test("for everyone goes once to each node that has either of the two, or their chat")
    func everyone() async throws {
        let keys = ["n5": ["\(UserID.alice)", "\(UserID.bob)"], "n6": ["\(TopicID.chat(.alice, .bob))"], "n7": []]
        for (node, wanted) in keys {
            try await presence.renewLease(NodeID(node), address: "a", ttl: .seconds(60))
            try await presence.addInterest(wanted, node: NodeID(node))
        }
        let notice = CallNotice(event: .hangUp, from: nil, audience: .everyone)
        for (node, count) in [("n5", 1), ("n6", 1), ("n7", 0)] {
            let events = try await heard(node, [notice])
            #expect(events.count == count, "\(node)")
            #expect(events.allSatisfy { $0.from == 0 && $0.recipients.count == 2 && $0.targetSession.isEmpty })
        }
    }
}
