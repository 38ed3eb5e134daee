import Contracts
import RunningMongo
import Storage
import Synchronization
import TestKit
import Testing

@testable import Message

/// Two sequencers that both believe they own the partition, at the same time.
@Suite(.timeLimit(.minutes(5))) struct ZombieOwnerTests {
    /// Batches with keys that repeat inside and across them; every submission has a number of its own.
    private func batches(_ count: Int, numbers: Range<UInt64>, using random: inout SplitMix64) -> [[Submission]] {
        var next = numbers.lowerBound
        return (0..<count).map { _ in
            (0..<Int.random(in: 1...30, using: &random)).map { _ in
                var submission = Submission.of(
                    "k\(Int.random(in: 0..<60, using: &random))", in: "grp\(Int.random(in: 0..<3, using: &random))")
                submission.origin?.submission = next
                next += 1
                return submission
            }
        }
    }

    /// Processes batches one after another, each until it is done, as the log would have it.
    private func work(_ batches: [[Submission]], _ fixture: SequencerFixture) async throws {
        let owner = await fixture.owner()
        for batch in batches {
            while true {
                do {
                    try await owner.process(batch)
                    break
                } catch is UndecidedBatch {
                    await Task.yield()
                }
            }
        }
    }

    @Test("Topics stay dense, each key has one place, and every acknowledgement is true", arguments: SplitMix64.seeds)
    func interleaved(seed: UInt64) async throws {
        try await interleave(25, seed: seed, try SequencerFixture())
    }

    @Test(
        "The same on MongoDB, whose store has no transaction to hold a batch together",
        arguments: [1, 2, 3] as [UInt64])
    func onMongoDB(seed: UInt64) async throws {
        let server = try await RunningMongo.shared()
        let name = server.freshName()
        let store = try await MongoMessageStore(database: name, settings: server.settings)
        try await interleave(15, seed: seed, SequencerFixture(store))
        await store.close()
        await server.drop(name)
    }

    private func interleave(_ count: Int, seed: UInt64, _ fixture: SequencerFixture) async throws {
        var random = SplitMix64(seed)
        let one = batches(count, numbers: 1..<10_000, using: &random)
        let other = batches(count, numbers: 10_000..<20_000, using: &random)
        let submissions = (one + other).flatMap(\.self)
        try await withThrowingTaskGroup { group in
            group.addTask { try await work(one, fixture) }
            group.addTask { try await work(other, fixture) }
            try await group.waitForAll()
        }
        await fixture.gateway.reached(submissions.count)

        let places = try await fixture.store.places(of: submissions.map(\.messageKey))
        #expect(places.count == Set(submissions.map(\.messageKey)).count)
        for topic in ["grp0", "grp1", "grp2"] {
            let messages = try await fixture.store.replay(topic, from: 1, through: .max)
            #expect(messages.map(\.sequence) == Array(stride(from: 1, through: Int64(messages.count), by: 1)))
            let times = messages.map(\.at)
            #expect(times == times.sorted())
        }
        let keys = Dictionary(
            submissions.compactMap { submission in
                submission.origin.map { ($0.submission, submission.messageKey) }
            }
        ) { $1 }
        for acknowledgement in fixture.gateway.acknowledgements {
            #expect(acknowledgement.code == 0)
            let place = keys[acknowledgement.submission].flatMap { places[$0] }
            #expect(place == Head(sequence: acknowledgement.sequence, at: acknowledgement.at))
        }
        // What is passed on is what is stored, and all of it.
        let stored = try await fixture.store.messages(
            at: Set(
                fixture.log.messages.map {
                    MessagePlace(topic: $0.topic, sequence: $0.sequence)
                }))
        #expect(stored.count == places.count)
        let strays = fixture.log.messages.filter {
            stored[MessagePlace(topic: $0.topic, sequence: $0.sequence)] != $0
        }
        #expect(strays.isEmpty)
    }
}
