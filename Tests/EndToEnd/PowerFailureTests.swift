import Glibc
import JSON
import ParleyClient
import RunningParley
import Synchronization
import TestKit
import Testing

/// An acknowledged message is there whatever happens next.
@Suite(.timeLimit(.minutes(5))) struct PowerFailureTests {
    /// How many publishes are on their way at any time.
    private static let atOnce = 2000

    @Test(
        "Killed amid publishes, the server has every acknowledged message once, at its place, and no gap",
        arguments: SplitMix64.seeds)
    func killed(seed: UInt64) async throws {
        var random = SplitMix64(seed)
        let fatal = Int.random(in: 100...1500, using: &random)
        try await withParley { server in
            let alice = try await server.client("alice")
            let topic = try #require(try await alice.subscribe("new").topic)
            let ledger = Ledger(killing: await server.processID, at: fatal)
            try await withThrowingTaskGroup { group in
                for _ in 0..<Self.atOnce {
                    group.addTask { try await ledger.publish(to: topic, by: alice) }
                }
                try await group.waitForAll()
            }
            await server.kill()
            let (begun, places) = (ledger.begun, ledger.places)
            let begunBefore = try #require(ledger.begunBeforeKill, "the server was not killed")
            try #require(places.count >= fatal)
            let unanswered = (0..<begunBefore).filter { places[$0] == nil }
            try #require(!unanswered.isEmpty, "nothing was on its way when the server was killed")

            try await server.start()
            let again = try await server.client("alice")
            try await again.subscribe(topic)
            let stored = try await again.history(of: topic)
            #expect(stored.isDense && stored.isFreeOfRepeats)
            for (number, place) in places {
                #expect(place <= stored.count && stored[Int(place) - 1].text == "\(number)")
            }

            var retried: [Int: Int64] = [:]
            for start in stride(from: 0, to: begun, by: Self.atOnce) {
                try await withThrowingTaskGroup(of: (Int, Int64).self) { group in
                    for number in start..<min(begun, start + Self.atOnce) {
                        group.addTask {
                            (number, try await again.publish(topic, text: "\(number)", key: "key-\(number)"))
                        }
                    }
                    for try await (number, place) in group { retried[number] = place }
                }
            }
            for (number, place) in places {
                #expect(retried[number] == place, "a retry is answered with the first place")
            }
            for message in stored {
                let number = try #require(Int(message.text))
                #expect(retried[number] == message.sequence, "stored without an answer, and still stored once")
            }
            let reader = try await server.client("alice")
            try await reader.subscribe(topic)
            let all = try await reader.history(of: topic)
            #expect(all.count == begun)
            #expect(all.isDense && all.isFreeOfRepeats)
        }
    }
}

/// Which publishes were begun, and where the acknowledged ones are; it kills the server at the appointed one.
private final class Ledger: Sendable {
    private struct Entries {
        var begun = 0
        var places: [Int: Int64] = [:]
        var begunBeforeKill: Int?
    }

    private let entries = Mutex(Entries())
    private let process: Int32
    private let fatal: Int

    init(killing process: Int32, at fatal: Int) {
        self.process = process
        self.fatal = fatal
    }

    /// How many publishes were begun.
    var begun: Int { entries.withLock(\.begun) }
    /// The acknowledged publishes, and their places.
    var places: [Int: Int64] { entries.withLock(\.places) }
    /// How many publishes were begun when the server was killed; nil when it was not.
    var begunBeforeKill: Int? { entries.withLock(\.begunBeforeKill) }

    /// Publishes one message after the other until the server is gone.
    func publish(to topic: String, by client: Client) async throws {
        while true {
            let number = entries.withLock { entries in
                defer { entries.begun += 1 }
                return entries.begun
            }
            do {
                let place = try await client.publish(topic, text: "\(number)", key: "key-\(number)")
                acknowledge(number, place)
            } catch {
                guard error == .closed else { throw error }
                return
            }
        }
    }

    private func acknowledge(_ number: Int, _ place: Int64) {
        entries.withLock { entries in
            entries.places[number] = place
            guard entries.places.count == fatal else { return }
            // Here and now, while nobody can begin another one: what has no answer by the end was on its way.
            entries.begunBeforeKill = entries.begun
            kill(process, SIGKILL)
        }
    }
}

extension [ReadMessage] {
    /// Whether the sequences go from 1 to the last without a gap.
    fileprivate var isDense: Bool {
        enumerated().allSatisfy { Int64($0.offset) + 1 == $0.element.sequence }
    }

    /// Whether no text is there twice.
    fileprivate var isFreeOfRepeats: Bool {
        Set(map(\.text)).count == count
    }
}
