import Contracts
import Testing

@testable import Message

@Suite("The plan of a batch")
struct SequencePlanTests {
    private func submission(_ topic: String, _ key: String, sender: UInt64 = 1) -> Submission {
        Submission(topic: topic, sender: sender, idempotencyKey: key, content: Array("\"\(key)\"".utf8))
    }

    @Test("gives the messages of a new topic the sequences from 1")
    func denseFromOne() {
        let plan = SequencePlan(
            [submission("a", "1"), submission("a", "2"), submission("b", "1")], heads: [:], stored: [:], now: 10)
        #expect(plan.places.map(\.sequence) == [1, 2, 1])
        #expect(plan.messages.map(\.message.topic) == ["a", "a", "b"])
        #expect(plan.heads == ["a": Head(sequence: 2, at: 10), "b": Head(sequence: 1, at: 10)])
    }

    @Test("goes on from the head")
    func fromHead() {
        let plan = SequencePlan([submission("a", "x")], heads: ["a": Head(sequence: 41, at: 5)], stored: [:], now: 10)
        #expect(plan.places == [Head(sequence: 42, at: 10)])
    }

    @Test("gives one key one place, whether it is in the store or came earlier in the batch")
    func duplicates() {
        let known = MessageKey(topic: "a", sender: 1, key: "old")
        let plan = SequencePlan(
            [submission("a", "old"), submission("a", "new"), submission("a", "new")],
            heads: ["a": Head(sequence: 7, at: 1)], stored: [known: Head(sequence: 3, at: 1)], now: 10)
        #expect(plan.places.map(\.sequence) == [3, 8, 8])
        #expect(plan.isNew == [false, true, false])
        #expect(plan.messages.count == 1)
    }

    @Test("takes the same key of two authors for two messages")
    func keysBelongToAuthors() {
        let plan = SequencePlan(
            [submission("a", "k", sender: 1), submission("a", "k", sender: 2)], heads: [:], stored: [:], now: 10)
        #expect(plan.places.map(\.sequence) == [1, 2])
    }

    @Test("never lets a topic's time go back")
    func timeIsMonotonic() {
        let plan = SequencePlan([submission("a", "x")], heads: ["a": Head(sequence: 1, at: 99)], stored: [:], now: 10)
        #expect(plan.places.first?.at == 99)
    }

    @Test("keeps every topic dense for any batch", arguments: 0..<50)
    func randomBatches(seed: UInt64) {
        var state = seed &* 6_364_136_223_846_793_005 &+ 1
        func next(_ bound: UInt64) -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state >> 33 % bound
        }
        let batch = (0..<200).map { _ in submission("t\(next(4))", "k\(next(60))", sender: 1 + next(2)) }
        let plan = SequencePlan(batch, heads: [:], stored: [:], now: 1)
        for (topic, messages) in Dictionary(grouping: plan.messages, by: \.message.topic) {
            #expect(messages.map(\.message.sequence) == Array(1...Int64(messages.count)))
            #expect(plan.heads[topic]?.sequence == Int64(messages.count))
        }
        let keys = Set(batch.map { "\($0.topic) \($0.sender) \($0.idempotencyKey)" })
        #expect(plan.messages.count == keys.count)
    }
}
