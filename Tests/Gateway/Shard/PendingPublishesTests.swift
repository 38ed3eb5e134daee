import Contracts
import Testing

@testable import Gateway

/// What a shard remembers of publishes that are on their way.
@Suite struct PendingPublishesTests {
    private func add(_ count: Int, to pending: inout PendingPublishes, since: Int64 = 0) -> [UInt64] {
        (0..<count).map { _ in
            let number = pending.nextNumber()
            pending.add(
                Submission(topic: "grpA", origin: Origin(node: "n1", submission: number)),
                as: PendingPublish(session: 1, id: "\(number)", topic: "grpA", since: since))
            return number
        }
    }

    @Test("A number tells its shard, and is never given twice")
    func numbers() {
        var pending = PendingPublishes(shard: 5)
        let numbers = (0..<1000).map { _ in pending.nextNumber() }
        #expect(Set(numbers).count == 1000)
        #expect(numbers.allSatisfy { PendingPublishes.shard(of: $0) == 5 })
    }

    @Test("Batches are bounded and keep the order")
    func batches() {
        var pending = PendingPublishes(shard: 0)
        let numbers = add(PendingPublishes.batch + 3, to: &pending)
        let batches = [pending.takeBatch(), pending.takeBatch(), pending.takeBatch()]
        #expect(batches.map(\.count) == [PendingPublishes.batch, 3, 0])
        #expect(batches.joined().compactMap { $0.origin?.submission } == numbers)
    }

    @Test("A publish is settled once")
    func settled() {
        var pending = PendingPublishes(shard: 0)
        let number = add(1, to: &pending)[0]
        #expect(pending.settle(number)?.id == "\(number)")
        #expect(pending.settle(number) == nil)
    }

    @Test("Those that waited too long are given up, the oldest first")
    func late() {
        var pending = PendingPublishes(shard: 0)
        let old = add(3, to: &pending, since: 10)
        let new = add(1, to: &pending, since: 20)
        #expect(pending.settleAll(before: 15).map(\.id) == old.map { "\($0)" })
        #expect(pending.settle(new[0]) != nil)
    }

    @Test("There is an end to what may wait")
    func full() {
        var pending = PendingPublishes(shard: 0)
        _ = add(PendingPublishes.capacity - 1, to: &pending)
        #expect(!pending.isFull)
        _ = add(1, to: &pending)
        #expect(pending.isFull)
    }

    @Test("What was given up is not submitted any more, and takes no place")
    func givenUp() {
        var pending = PendingPublishes(shard: 0)
        _ = add(PendingPublishes.capacity, to: &pending, since: 10)
        _ = pending.settleAll(before: 15)
        #expect(!pending.isFull)
        let new = add(1, to: &pending, since: 20)
        #expect(pending.takeBatch().compactMap { $0.origin?.submission } == new)
    }

    @Test("Large publishes make small batches, and there is an end to what may wait of them")
    func large() {
        var pending = PendingPublishes(shard: 0)
        let content = [UInt8](repeating: 0, count: 100_000)
        while !pending.isFull {
            let number = pending.nextNumber()
            pending.add(
                Submission(topic: "grpA", content: content, origin: Origin(node: "n1", submission: number)),
                as: PendingPublish(session: 1, id: nil, topic: "grpA", since: 0))
        }
        let batches = Array(sequence(state: ()) { _ in pending.takeBatch() }.prefix { !$0.isEmpty })
        let sizes = batches.map { $0.reduce(0) { $0 + $1.content.count } }
        #expect(sizes.allSatisfy { $0 < PendingPublishes.batchSize + content.count })
        #expect(sizes.reduce(0, +) >= PendingPublishes.queueSize - content.count)
    }
}
