import Chat
import Contracts
import EventLog
import Testing
import Wire

@testable import Group

@Suite struct RecordsTests {
    private func messages(_ events: [TopicEvent]) throws -> [Event] {
        var snapshot = Scene.group()
        snapshot.events = events
        let records = snapshot.records
        #expect(records.map(\.key) == events.map { _ in Scene.groupID.description })
        return try records.map { try Event(decoding: $0.value) }
    }

    @Test("An event says who did what when, and in which session")
    func frame() throws {
        let event = try #require(try messages([.created]).first)
        #expect(event.at == Scene.now && event.actor == 1 && event.originSession == "session")
        #expect(event.topic == Scene.groupID.description)
        #expect(event.topicCreated != nil)
    }

    @Test("Every kind of event has its message")
    func kinds() throws {
        let events = try messages([
            .access(AccessChange(.zoe, from: Access("JRW/N"), to: nil, isReader: true)),
            .access(AccessChange(.bob, from: nil, to: Access("JR/JRP"), isHeardByActor: true)),
            .description, .tags, .auxiliary, .ownNotes(.bob), .deleted,
        ])
        let gone = AccessChanged(user: .max, old: AccessPair(want: 7, given: 0), new: nil, isReader: true)
        #expect(events[0].accessChanged == gone)
        #expect(events[1].accessChanged == AccessChanged(user: 2, new: AccessPair(want: 3, given: 11)))
        #expect(events[1].originSession == "")
        #expect(events[2].topicChanged == TopicChanged(description: true))
        #expect(events[3].topicChanged == TopicChanged(tags: true))
        #expect(events[4].topicChanged == TopicChanged(auxiliary: true))
        #expect(events[5].topicChanged == TopicChanged(privateOf: 2))
        #expect(events[6].topicDeleted != nil)
    }

    @Test("No two events have one identifier, nor has one event in two attempts")
    func identifiers() throws {
        let ids = try (0..<100).flatMap { _ in try messages([.created, .created]).map(\.id) }
        #expect(Set(ids).count == 200)
    }
}
