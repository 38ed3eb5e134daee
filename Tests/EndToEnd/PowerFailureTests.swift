import JSON
import ParleyClient
import RunningParley
import Testing

/// An acknowledged message is there whatever happens next.
@Suite struct PowerFailureTests {
    private static let count = 2000

    @Test("Killed amid 2,000 publishes, the server has every acknowledged message once, at its place, and no gap")
    func killed() async throws {
        try await withParley { server in
            let alice = try await server.client("alice")
            let made = try await alice.subscribe("new")
            let topic = try #require(made.topic)

            let acknowledged = await withTaskGroup(of: (Int, Int64)?.self) { group in
                for number in 0..<Self.count {
                    group.addTask {
                        (try? await alice.publish(topic, text: "\(number)", key: "key-\(number)")).map { (number, $0) }
                    }
                }
                var places: [Int: Int64] = [:]
                for await case .some(let (number, place)) in group {
                    places[number] = place
                    // In the thick of it: many are stored, many are on their way.
                    if places.count == Self.count / 4 { await server.kill() }
                }
                return places
            }
            try #require(acknowledged.count >= Self.count / 4)
            try #require(acknowledged.count < Self.count, "the server was killed too late to tell")

            try await server.start()
            let again = try await server.client("alice")
            try await again.subscribe(topic)
            let stored = try await again.history(of: topic)
            #expect(stored.isDense && stored.isFreeOfRepeats)
            for (number, place) in acknowledged {
                #expect(place <= stored.count && stored[Int(place) - 1].text == "\(number)")
            }

            let retried = try await withThrowingTaskGroup(of: (Int, Int64).self) { group in
                for number in 0..<Self.count {
                    group.addTask {
                        (number, try await again.publish(topic, text: "\(number)", key: "key-\(number)"))
                    }
                }
                return try await group.reduce(into: [Int: Int64]()) { $0[$1.0] = $1.1 }
            }
            for (number, place) in acknowledged {
                #expect(retried[number] == place, "a retry is answered with the first place")
            }
            let reader = try await server.client("alice")
            try await reader.subscribe(topic)
            let all = try await reader.history(of: topic)
            #expect(all.count == Self.count)
            #expect(all.isDense && all.isFreeOfRepeats)
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
