import Contracts
import EventLog
import TestKit
import Testing

@testable import Message

/// Every message gets one place, whatever comes in between.
@Suite struct SequencerTests {
    private let fixture: SequencerFixture

    init() throws {
        fixture = try SequencerFixture()
    }

    private func stored(_ topic: String = "grpA") async throws -> [StoredMessage] {
        try await fixture.store.replay(topic, from: 1, through: .max)
    }

    @Test("A batch is stored, acknowledged and passed on, in order")
    func batch() async throws {
        let owner = await fixture.owner()
        let batch: [Submission] = [.of("a"), .of("b"), .of("c", in: "grpB")]
        try await owner.settle(batch)
        #expect(try await stored().map(\.sequence) == [1, 2])
        #expect(fixture.gateway.acknowledgements.map(\.sequence) == [1, 2, 1])
        #expect(fixture.gateway.acknowledgements.map(\.submission) == batch.compactMap { $0.origin?.submission })
        #expect(fixture.log.messages.map(\.sequence) == [1, 2, 1])
    }

    @Test("The same key again is the same place, and what was said first stays said")
    func repeatedKey() async throws {
        let owner = await fixture.owner()
        try await owner.settle([.of("k", saying: "first")])
        try await owner.settle([.of("k", saying: "second")])
        #expect(fixture.gateway.acknowledgements.map(\.sequence) == [1, 1])
        let passedOn = fixture.log.messages.map(\.content)
        #expect(passedOn == [Array(#""first""#.utf8), Array(#""first""#.utf8)])
        #expect(try await stored().count == 1)
    }

    @Test("The same key twice in one batch is stored and passed on once, and acknowledged twice")
    func repeatedInBatch() async throws {
        let owner = await fixture.owner()
        try await owner.settle([.of("k", saying: "first"), .of("k", saying: "second"), .of("l")])
        #expect(fixture.gateway.acknowledgements.map(\.sequence) == [1, 1, 2])
        #expect(fixture.log.messages.map(\.sequence) == [1, 2])
    }

    @Test("A repeated key does not bring a deleted message back")
    func repeatedAfterDeletion() async throws {
        let owner = await fixture.owner()
        try await owner.settle([.of("k")])
        _ = try await fixture.store.delete(Deletion(topic: "grpA", ranges: [1...1], user: nil), event: Event())
        try await owner.settle([.of("k")])
        #expect(fixture.gateway.acknowledgements.map(\.sequence) == [1, 1])
        #expect(fixture.log.messages.count == 1)
    }

    @Test("A batch that comes again after a crash gets the same places, and is passed on")
    func redelivery() async throws {
        let batch: [Submission] = (1...20).map { .of("k\($0)", in: "grp\($0 % 3)") }
        try await fixture.owner().settle(batch)
        let first = fixture.gateway.acknowledgements.map(\.sequence)
        let passedOn = fixture.log.messages
        let later = await fixture.owner()
        try await later.settle(batch)
        #expect(Array(fixture.gateway.acknowledgements.map(\.sequence).dropFirst(20)) == first)
        let again = fixture.log.messages.dropFirst(passedOn.count)
        for topic in ["grp0", "grp1", "grp2"] {
            #expect(again.filter { $0.topic == topic } == passedOn.filter { $0.topic == topic })
        }
    }

    @Test("A new owner goes on where the last one stopped")
    func restart() async throws {
        try await fixture.owner().settle([.of("a"), .of("b")])
        try await fixture.owner().settle([.of("c")])
        #expect(try await stored().map(\.sequence) == [1, 2, 3])
    }

    @Test("A former owner that still writes takes no place twice, and leaves no hole")
    func zombie() async throws {
        let zombie = await fixture.owner()
        try await zombie.settle([.of("a")])
        let owner = await fixture.owner()
        try await owner.settle([.of("b"), .of("c")])
        // The zombie's idea of the head is two messages old.
        try await zombie.settle([.of("d"), .of("b")])
        try await owner.settle([.of("e")])
        let messages = try await stored()
        #expect(messages.map(\.sequence) == [1, 2, 3, 4, 5])
        let texts = messages.map { String(decoding: $0.content, as: UTF8.self) }
        #expect(texts == [#""a""#, #""b""#, #""c""#, #""d""#, #""e""#])
        #expect(fixture.gateway.acknowledgements.map(\.sequence) == [1, 2, 3, 4, 2, 5])
    }

    @Test("Two owners that plan at the same moment end up with different places")
    func race() async throws {
        let (one, other) = (await fixture.owner(), await fixture.owner())
        fixture.store.beforeNextInsert {
            try await other.process([.of("other")])
        }
        try await one.settle([.of("one"), .of("other")])
        let texts = try await stored().map { String(decoding: $0.content, as: UTF8.self) }
        #expect(texts == [#""other""#, #""one""#])
    }

    @Test("While the store fails nothing is acknowledged as stored, and afterwards the same key makes one message")
    func failingStore() async throws {
        let owner = await fixture.owner()
        try await owner.settle([.of("a")])
        fixture.store.fail(next: 1)
        try await owner.settle([.of("b"), .of("c")])
        #expect(fixture.gateway.acknowledgements.map(\.code) == [0, 14, 14])
        #expect(fixture.gateway.acknowledgements.map(\.sequence) == [1, 0, 0])
        #expect(!fixture.health.isGood)
        #expect(fixture.log.messages.count == 1)
        try await owner.settle([.of("c"), .of("b")])
        #expect(fixture.health.isGood)
        #expect(fixture.gateway.acknowledgements.map(\.sequence) == [1, 0, 0, 2, 3])
        #expect(try await stored().count == 3)
    }

    @Test("A log that is full for a while gets the messages all the same")
    func fullLog() async throws {
        let owner = await fixture.owner()
        fixture.log.refuse([.full, .unavailable])
        try await owner.settle([.of("a"), .of("b")])
        #expect(fixture.log.messages.map(\.sequence) == [1, 2])
    }

    @Test("A record that cannot be read is named, and nothing of its batch is stored before that")
    func poison() async throws {
        let owner = await fixture.owner()
        var batch = fixture.batch([.of("a"), .of("b")])
        let broken = LogRecord(key: "grpA", value: [0xFF])
        batch[1] = ConsumedRecord(record: broken, partition: 0, offset: 9)
        await #expect(throws: PoisonRecord.self) {
            try await owner.sequencer.process(batch, partition: 0)
        }
        #expect(try await stored().isEmpty)
    }

    @Test("Whatever the batches, every topic is dense and every key has one place", arguments: SplitMix64.seeds)
    func anyBatches(seed: UInt64) async throws {
        var random = SplitMix64(seed)
        var owners = [await fixture.owner(), await fixture.owner()]
        var keys: Set<String> = []
        for _ in 0..<30 {
            let batch = (0..<Int.random(in: 1...40, using: &random)).map { _ in
                let (topic, key) = (Int.random(in: 0..<4, using: &random), Int.random(in: 0..<200, using: &random))
                keys.insert("\(topic) \(key)")
                return Submission.of("k\(key)", in: "grp\(topic)")
            }
            if Int.random(in: 0..<5, using: &random) == 0 { fixture.store.fail(next: 1) }
            if Int.random(in: 0..<4, using: &random) == 0 { owners[0] = await fixture.owner() }
            let owner = owners[Int.random(in: 0..<2, using: &random)]
            try await owner.process(batch)
            // What was refused is published again, as its author would.
            try await owner.process(batch)
        }
        var count = 0
        for topic in 0..<4 {
            let messages = try await stored("grp\(topic)")
            #expect(messages.map(\.sequence) == Array(stride(from: 1, through: Int64(messages.count), by: 1)))
            count += messages.count
        }
        #expect(count == keys.count)
    }
}
