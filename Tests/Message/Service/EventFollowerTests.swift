import Contracts
import EventLog
import RPC
import TestKit
import Testing
import Wire

@testable import Message

@Suite("What other services report")
struct EventFollowerTests {
    private let fixture: SequencerFixture
    private let group = ScriptedGroup()
    private let access: AccessCache
    private let follower: EventFollower

    init() throws {
        fixture = try SequencerFixture()
        let network = InProcessNetwork()
        network.serve(RPCRouter([group]), at: "group")
        access = AccessCache(group: GroupStub(network.transport(to: "group"))) { 0 }
        follower = EventFollower(access: access, store: fixture.store)
    }

    private func report(_ events: [Event]) async throws {
        try await follower.process(
            events.map {
                ConsumedRecord(record: LogRecord(key: $0.topic, value: $0.encoded()), partition: 0, offset: 0)
            }, partition: 0)
    }

    @Test("A deleted topic is erased, and what is written to it later stays, however often that is reported")
    func revivedTopic() async throws {
        let owner = await fixture.owner()
        try await owner.process([.of("a"), .of("b")])
        let head = try await fixture.store.heads(of: ["grpA"])["grpA"]
        let deleted = Event(at: head?.at ?? 0, topic: "grpA", topicDeleted: TopicDeleted())
        try await report([deleted])
        #expect(try await fixture.store.replay("grpA", from: 1, through: 9).isEmpty)
        try await owner.process([.of("c")])
        try await report([deleted, deleted])
        #expect(try await fixture.store.replay("grpA", from: 1, through: 9).map(\.sequence) == [3])
    }

    @Test("An event that cannot be read is named, and those before it count")
    func poison() async throws {
        _ = try await access.standing(of: 1, in: "grpA")
        let change = Event(topic: "grpA", accessChanged: AccessChanged(user: 1))
        let records = [change.encoded(), [0xFF]].map {
            ConsumedRecord(record: LogRecord(key: "grpA", value: $0), partition: 0, offset: 0)
        }
        await #expect(throws: PoisonRecord(index: 1, reason: "unreadable event")) {
            try await follower.process(records, partition: 0)
        }
        _ = try await access.standing(of: 1, in: "grpA")
        #expect(group.questions.count == 2)
    }
}
