import JSON
import ParleyClient
import RunningParley
import Testing

/// Whatever clients send, the server stays up for the others.
@Suite struct FuzzTests {
    @Test("Ten thousand frames of nonsense later the server still serves", arguments: [20_261_121 as UInt64])
    func nonsense(seed: UInt64) async throws {
        try await withParley { server in
            let listener = try await server.client("alice")
            let topic = try #require(try await listener.subscribe("new").topic)
            #expect(try await listener.publish(topic, text: "before") == 1)

            var fuzzer = FrameFuzzer(seed: seed)
            var attackers = try await Self.attackers(on: server)
            for _ in 0..<10_000 {
                let place = Int.random(in: attackers.indices, using: &fuzzer.random)
                let frame = fuzzer.next(topic: topic)
                do {
                    try await attackers[place].send(raw: frame)
                } catch {
                    // Some frames end their session, as the protocol wants it.
                    attackers[place] = try await server.connect()
                }
            }
            // Every session answers what it was sent in order: this is the last.
            for attacker in attackers {
                _ = try? await attacker.get("grpNoSuchTopic", .object(["what": .string("desc")]))
            }

            let reader = try await server.client("alice")
            try await reader.subscribe(topic)
            #expect(try await reader.publish(topic, text: "after") > 1)
            let stored = try await reader.publish(topic, text: "the end")
            #expect(try await listener.publish(topic, text: "really") == stored + 1)
            #expect(await server.stop() == 0)
        }
    }

    /// Members of the demonstration group, somebody else, and one who is not logged in.
    private static func attackers(on server: RunningParley) async throws -> [Client] {
        var clients = [try await server.connect()]
        for login in ["bob", "carol", "eve"] {
            clients.append(try await server.client(login))
        }
        return clients
    }
}
