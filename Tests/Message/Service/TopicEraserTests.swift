import Contracts
import EventLog
import TestKit
import Testing
import Wire

@testable import Message

@Suite("The messages of deleted topics")
struct TopicEraserTests {
    private let fixture: SequencerFixture
    private let eraser: TopicEraser

    init() throws {
        fixture = try SequencerFixture()
        eraser = TopicEraser(store: fixture.store)
    }

    private func report(_ values: [[UInt8]]) async throws {
        try await eraser.process(
            values.map { ConsumedRecord(record: LogRecord(key: "grpA", value: $0), partition: 0, offset: 0) },
            partition: 0)
    }

    @Test("A deleted topic is erased, and what is written to it later stays, however often that is reported")
    func revivedTopic() async throws {
        let owner = await fixture.owner()
        try await owner.process([.of("a"), .of("b")])
        let head = try await fixture.store.heads(of: ["grpA"])["grpA"]
        let deleted = Event(at: head?.at ?? 0, topic: "grpA", topicDeleted: TopicDeleted()).encoded()
        try await report([deleted])
        #expect(try await fixture.store.replay("grpA", from: 1, through: 9).isEmpty)
        try await owner.process([.of("c")])
        try await report([deleted, deleted])
        #expect(try await fixture.store.replay("grpA", from: 1, through: 9).map(\.sequence) == [3])
    }

    @Test("An event whose messages are damaged is named, so that those behind it do not wait")
    func damaged() async throws {
        try await fixture.owner().process([.of("a")])
        fixture.store.damage("grpA")
        let deleted = Event(at: 1, topic: "grpA", topicDeleted: TopicDeleted()).encoded()
        await #expect(throws: PoisonRecord(index: 0, reason: "what it erases is damaged")) {
            try await report([deleted])
        }
    }

    @Test("An event that cannot be read is named, and those before it count")
    func poison() async throws {
        let owner = await fixture.owner()
        try await owner.process([.of("a")])
        let head = try await fixture.store.heads(of: ["grpA"])["grpA"]
        let deleted = Event(at: head?.at ?? 0, topic: "grpA", topicDeleted: TopicDeleted()).encoded()
        await #expect(throws: PoisonRecord(index: 1, reason: "unreadable event")) {
            try await report([deleted, [0xFF]])
        }
        #expect(try await fixture.store.replay("grpA", from: 1, through: 9).isEmpty)
    }
}
