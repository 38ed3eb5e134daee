import JSON
import ParleyClient
import RunningParley
import Testing

/// What `--demo` makes is there once, and then belongs to its users.
@Suite(.timeLimit(.minutes(2))) struct DemoDataTests {
    @Test("What a demonstration user deletes is not made again")
    func deleted() async throws {
        try await withParley { server in
            let alice = try await server.client("alice")
            try await alice.subscribe("me")
            let groups = try await topics(of: alice).filter { $0.hasPrefix("grp") }
            for group in groups {
                try await alice.subscribe(group)
                try await alice.deleteTopic(group)
            }
            #expect(try await topics(of: alice).isEmpty)
            await server.stop()
            try await server.start()
            let again = try await server.client("alice")
            try await again.subscribe("me")
            #expect(try await topics(of: again).isEmpty)
        }
    }

    private func topics(of client: Client) async throws -> [String] {
        let answer = try await client.get("me", .object(["what": .string("sub")]))
        return answer?.object?["sub"]?.array?.compactMap { $0.object?["topic"]?.string } ?? []
    }
}
