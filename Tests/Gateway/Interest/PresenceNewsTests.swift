import Synchronization
import Testing

@testable import Gateway

@Suite(.timeLimit(.minutes(1))) struct PresenceNewsTests {
    /// The user agents of those who were told of as seen.
    private final class Agents: Sendable {
        private let list = Mutex<[String]>([])

        var all: [String] { list.withLock { $0 } }

        func add(_ agent: String) {
            list.withLock { $0.append(agent) }
        }
    }

    @Test("Whoever is there when the gateway ends is told of as gone before it does")
    func end() async throws {
        let seen = Agents()
        try await GatewayBench.run { _ in
            var script = Script()
            script.seen = { userAgent in seen.add(userAgent) }
            return script
        } _: { bench in
            let client = try await bench.client()
            #expect(try await client.ask(#"{"sub":{"id":"s","topic":"me"}}"#) == 200)
        }
        let told = seen.all
        #expect(told == [""])
    }
}
