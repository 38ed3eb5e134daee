import Chat
import Contracts
import Presence
import RPC
import Testing

@testable import Push

@Suite("A topic with a hundred thousand members", .timeLimit(.minutes(5)))
struct CrowdTests {
    private let fixture: RouterFixture

    init() async throws {
        fixture = try await RouterFixture()
        fixture.audience.set("grpA", (1...100_000).map { .of($0) } + [.of(200_000, [.join, .approve])])
        fixture.audience.page(by: 10_000)
        try await fixture.interest("n1", topics: ["grpA"])
        try await fixture.interest("n2", users: [5, 99_999])
    }

    /// Runs the router's teller of crowds while a test looks.
    private func whileTelling(_ body: () async throws -> Void) async throws {
        let telling = Task { [router = fixture.router] in await router.tellCrowds() }
        defer { telling.cancel() }
        try await body()
        telling.cancel()
        await telling.value
    }

    @Test("Those attached get a message at once, without anybody being looked for")
    func attached() async throws {
        try await fixture.router.routeMessages([.of(1), .of(2)], partition: 0)
        #expect(try fixture.gateway("n1").calls.map { $0.map(\.recipients.count) } == [[0, 0]])
        #expect(try fixture.gateway("n2").calls.isEmpty)
        #expect(fixture.audience.questions.count == 1)
    }

    @Test("Those who are online elsewhere are told of the newest in time, page by page")
    func elsewhere() async throws {
        try await fixture.router.routeMessages([.of(1), .of(2)], partition: 0)
        try await whileTelling {
            try await fixture.gateway("n2").reached(2)
            let told = try fixture.gateway("n2").calls.flatMap(\.self)
            #expect(told.map { $0.recipients.map(\.user) } == [[5], [99_999]])
            #expect(told.allSatisfy { $0.isAnnouncement && $0.message?.message?.sequence == 2 })
        }
    }

    @Test("After each walk through a crowd messages have three times as long for themselves")
    func rest() async throws {
        fixture.audience.whenAsked { [clock = fixture.clock] in clock.advance(by: .milliseconds(10)) }
        let start = fixture.clock.now
        let event = Event(topic: "grpA", messagesDeleted: MessagesDeleted(deleteID: 1))
        try await fixture.router.routeMessages([.of(1)], partition: 0)
        try await fixture.router.routeEvents([event])
        try await whileTelling {
            try await fixture.gateway("n2").reached(4)
            while start.duration(to: fixture.clock.now) < .milliseconds(8_090) { await Task.yield() }
        }
        // One page to learn that it is a crowd, then twice 101 pages, each time with a rest.
        #expect(start.duration(to: fixture.clock.now) == .milliseconds(10 + 2 * 1_010 + 2 * 3_030))
    }

    @Test("A deletion, a reaction, a new description and the end are told in time")
    func events() async throws {
        let events = [
            Event(topic: "grpA", messagesDeleted: MessagesDeleted(deleteID: 1)),
            Event(topic: "grpA", messageReacted: MessageReacted(sequence: 1, reactionID: 1, value: "x")),
            Event(topic: "grpA", topicChanged: TopicChanged(description: true)),
            Event(topic: "grpA", topicDeleted: TopicDeleted()),
        ]
        try await fixture.router.routeEvents(events)
        #expect(try fixture.gateway("n1").events == events)
        try await whileTelling {
            try await fixture.gateway("n2").reached(8)
            let told = try fixture.gateway("n2").calls.flatMap(\.self).filter { $0.recipients.map(\.user) == [5] }
            #expect(told.compactMap(\.event) == events)
        }
    }

    @Test("What one did to the own view only is told to that one, by the name that one uses")
    func ownView() async throws {
        let event = Event(topic: "grpA", messagesDeleted: MessagesDeleted(deleteID: 1, user: 5))
        try await fixture.router.routeEvents([event])
        let told = try fixture.gateway("n2").calls.flatMap(\.self).flatMap(\.recipients)
        #expect(told == [Recipient(user: 5, isReader: true)])
    }

    @Test("Of somebody who comes only administrators hear, and who it is")
    func newcomer() async throws {
        try await fixture.interest("n3", users: [200_000, 7])
        let event = Event(topic: "grpA", accessChanged: AccessChanged(user: 7, new: AccessPair(want: 7, given: 7)))
        for _ in 0..<20 { try await fixture.router.routeEvents([event]) }
        let told = try fixture.gateway("n3").calls.map { $0.flatMap { $0.recipients.map(\.user) } }
        #expect(told == Array(repeating: [200_000, 7], count: 20))
        #expect(fixture.audience.questions.count == 2)
    }
}
