import Chat
import Contracts
import Presence
import RPC
import Testing
import Wire

@testable import Push

@Suite("Routing messages", .timeLimit(.minutes(1)))
struct MessageRoutingTests {
    private let fixture: RouterFixture

    init() async throws {
        fixture = try await RouterFixture()
        fixture.audience.set("grpA", [.of(1), .of(2), .of(3, [.join, .read]), .of(4, [.join, .presence])])
        fixture.audience.set("grpB", [.of(2)])
    }

    private func route(_ messages: [CommittedMessage], partition: Int = 0) async throws {
        try await fixture.router.routeMessages(messages, partition: partition)
    }

    @Test("Every node concerned gets one call, with those of the members who have a session there")
    func shares() async throws {
        try await fixture.interest("n1", topics: ["grpA"], users: [1])
        try await fixture.interest("n2", users: [2, 3, 4])
        try await route([.of(1), .of(2), .of(1, in: "grpB")])
        let (one, two) = (try fixture.gateway("n1"), try fixture.gateway("n2"))
        #expect(one.calls.count == 1)
        #expect(one.messages.map(\.sequence) == [1, 2])
        #expect(one.calls.first?.map { $0.recipients.map(\.user) } == [[1], [1]])
        #expect(two.calls.count == 1)
        #expect(two.messages.map(\.topic) == ["grpA", "grpA", "grpB"])
        // Without R or P nobody is told of what they are not attached to.
        #expect(two.calls.first?.map { $0.recipients.map(\.user) } == [[2], [2], [2]])
        #expect(try fixture.gateway("n3").calls.isEmpty)
        #expect(fixture.router.status.messagesRouted == 3)
        #expect(fixture.router.status.deliveries == 5)
    }

    @Test("Recipients are said once in a call, as long as one message after the other has the same")
    func sameRecipients() async throws {
        fixture.audience.set("grpB", [.of(2), .of(3)])
        try await fixture.interest("n1", topics: ["grpA", "grpB"], users: [1, 2, 3])
        try await route([
            .of(1, size: 400_000), .of(2), .of(1, in: "grpB"), .of(3, size: 400_000), .of(4, size: 400_000),
        ])
        let calls = try fixture.gateway("n1").calls
        #expect(calls.map { $0.map(\.hasSameRecipients) } == [[false, true, false, false], [false]])
        #expect(
            calls.map { $0.map { $0.recipients.map(\.user) } } == [[[1, 2], [1, 2], [2, 3], [1, 2]], [[1, 2]]])
    }

    @Test("A topic that nobody may be told of still goes to those attached")
    func attachedOnly() async throws {
        fixture.audience.set("grpA", [])
        try await fixture.interest("n1", topics: ["grpA"])
        try await route([.of(1)])
        #expect(try fixture.gateway("n1").calls.first?.map(\.recipients) == [[]])
    }

    @Test("A topic that the group service does not know holds up nothing")
    func unknownTopic() async throws {
        try await fixture.interest("n1", topics: ["grpX", "grpA"])
        try await route([.of(1, in: "grpX"), .of(1)])
        #expect(try fixture.gateway("n1").messages.map(\.topic) == ["grpX", "grpA"])
    }

    @Test("What comes again is not news, until the partition has been away")
    func repeated() async throws {
        try await fixture.interest("n1", topics: ["grpA", "grpB"])
        try await route([.of(1), .of(2)])
        try await route([.of(2), .of(1, in: "grpB"), .of(3), .of(3)])
        let topicA = try fixture.gateway("n1").messages.filter { $0.topic == "grpA" }
        #expect(topicA.map(\.sequence) == [1, 2, 3])
        fixture.router.revoked(0)
        try await route([.of(3)])
        #expect(try fixture.gateway("n1").messages.last?.sequence == 3)
        #expect(try fixture.gateway("n1").messages.count == 5)
    }

    @Test("A batch that could not be routed is news when it comes again", arguments: [true, false])
    func retried(groupFails: Bool) async throws {
        try await fixture.interest("n1", topics: ["grpA"])
        fixture.audience.fail(with: groupFails ? .unavailable() : RPCStatus(.deadlineExceeded))
        await #expect(throws: RPCStatus.self) { try await route([.of(1)]) }
        #expect(try fixture.gateway("n1").calls.isEmpty)
        fixture.audience.fail(with: nil)
        try await route([.of(1)])
        #expect(try fixture.gateway("n1").messages.map(\.sequence) == [1])
    }

    @Test("A gateway that fails for a moment gets everything, and in order")
    func momentaryFailure() async throws {
        try await fixture.interest("n1", topics: ["grpA"])
        try fixture.gateway("n1").fail(next: NodeDelivery.attempts - 1)
        try await route([.of(1), .of(2)])
        let calls = try fixture.gateway("n1").calls.map { $0.map { $0.message?.message?.sequence } }
        #expect(calls == Array(repeating: [1, 2], count: NodeDelivery.attempts))
        #expect(fixture.router.status.deliveries == 2)
        #expect(fixture.router.status.failedDeliveries == 0)
    }

    @Test("A gateway that is gone or refuses everything is given up, and the others get theirs")
    func deadGateway() async throws {
        try await fixture.presence.renewLease(NodeID("gone"), address: "gone", ttl: .seconds(3_600))
        for node in ["n1", "n2", "gone"] { try await fixture.interest(node, topics: ["grpA"]) }
        try fixture.gateway("n2").fail(next: .max)
        try await route([.of(1), .of(2)])
        #expect(try fixture.gateway("n1").messages.map(\.sequence) == [1, 2])
        #expect(try fixture.gateway("n2").calls.count == NodeDelivery.attempts)
        #expect(fixture.router.status.deliveries == 2)
        #expect(fixture.router.status.failedDeliveries == 4)
    }

    @Test("A gateway that was given up is told that it may have missed something, and no other")
    func loss() async throws {
        for node in ["n1", "n2"] { try await fixture.interest(node, topics: ["grpA"]) }
        try fixture.gateway("n2").fail(next: NodeDelivery.attempts)
        try await route([.of(1)])
        #expect(try fixture.gateway("n2").warnings == 0)
        let watching = Task { await fixture.router.watchNodes() }
        while try fixture.gateway("n2").warnings == 0 { await Task.yield() }
        watching.cancel()
        await watching.value
        #expect(try fixture.gateway("n1").warnings == 0)
        #expect(try fixture.gateway("n2").warnings == 1)
    }

    @Test("A large batch goes in several calls, in order, and stops at the first that is not taken")
    func pieces() async throws {
        try await fixture.interest("n1", topics: ["grpA"])
        try await route((1...30).map { .of($0, size: 100_000) })
        let gateway = try fixture.gateway("n1")
        #expect(gateway.messages.map(\.sequence) == Array(1...30))
        let sizes = gateway.calls.map { DeliverRequest(deliveries: $0).encoded().count }
        #expect(sizes.count == 3)
        #expect(sizes.allSatisfy { $0 <= NodeDelivery.callSize })
        gateway.fail(next: NodeDelivery.attempts)
        try await route((31...60).map { .of($0, size: 100_000) })
        #expect(gateway.calls.count == 3 + NodeDelivery.attempts)
        #expect(fixture.router.status.failedDeliveries == 30)
    }

    @Test("A handover before every gateway has its share leaves the batch to the next owner")
    func handover() async throws {
        try await fixture.interest("n1", topics: ["grpA"])
        let gateway = try fixture.gateway("n1")
        gateway.hang(true)
        let routing = Task { try await route([.of(1)]) }
        await gateway.reached(1)
        routing.cancel()
        await #expect(throws: CancellationError.self) { try await routing.value }
        #expect(fixture.router.status.failedDeliveries == 0)
        gateway.hang(false)
        try await route([.of(1)])
        #expect(fixture.router.status.deliveries == 1)
    }
}
