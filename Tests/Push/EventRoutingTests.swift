import Chat
import Contracts
import Presence
import RPC
import Testing

@testable import Push

@Suite("Routing events")
struct EventRoutingTests {
    private let fixture: RouterFixture

    init() async throws {
        fixture = try await RouterFixture()
        fixture.audience.set("grpA", [.of(1), .of(2, .none)])
    }

    private func recipients(_ node: String) throws -> [[UInt64]] {
        try fixture.gateway(node).calls.flatMap { $0.map { $0.recipients.map(\.user) } }
    }

    @Test("A change of access is told to everybody in the topic, and to whom it has just ended for")
    func accessChanged() async throws {
        try await fixture.interest("n1", users: [1, 2, 9])
        let event = Event(topic: "grpA", accessChanged: AccessChanged(user: 9))
        try await fixture.router.routeEvents([event])
        #expect(try recipients("n1").map { $0.sorted() } == [[1, 2, 9]])
    }

    @Test("Other changes are told to those who have joined")
    func topicChanged() async throws {
        try await fixture.interest("n1", users: [1, 2])
        try await fixture.router.routeEvents([Event(topic: "grpA", topicChanged: TopicChanged(description: true))])
        #expect(try recipients("n1") == [[1]])
    }

    @Test("A change of an account is told where its sessions are, and nowhere else")
    func accountChanged() async throws {
        try await fixture.interest("n1", users: [1])
        try await fixture.interest("n2", users: [2])
        try await fixture.router.routeEvents([Event(accountChanged: AccountChanged(user: 2))])
        #expect(try fixture.gateway("n1").calls.isEmpty)
        #expect(try recipients("n2") == [[2]])
    }

    @Test("A closed account is told to every node")
    func accountClosed() async throws {
        try await fixture.interest("n1", users: [1])
        try await fixture.router.routeEvents([Event(accountClosed: AccountClosed(user: 1))])
        #expect(try recipients("n1") == [[1]])
        #expect(try recipients("n2") == [[]])
        #expect(try recipients("n3") == [[]])
    }

    @Test("Events go out in order, and those that change no access have nobody asked again")
    func order() async throws {
        try await fixture.interest("n1", topics: ["grpA"])
        let events = (1...20).map { Event(at: $0, topic: "grpA", topicChanged: TopicChanged(tags: true)) }
        try await fixture.router.routeEvents(events)
        #expect(try fixture.gateway("n1").events.map(\.at) == Array(1...20))
        #expect(try fixture.gateway("n1").calls.count == 1)
        #expect(fixture.audience.questions.count == 1)
        #expect(fixture.router.status.eventsRouted == 20)
    }
}
