import ParleyClient
import RunningParley
import Testing

@Suite struct SmokeTests {
    @Test("A message arrives")
    func arrives() async throws {
        try await withParley { server in
            let alice = try await server.client("alice")
            try await alice.subscribe("me")
            let made = try await alice.subscribe("new")
            let topic = try #require(made.topic)
            #expect(try await alice.publish(topic, text: "hi") == 1)
            await alice.close()
            #expect(await server.stop() == 0)
        }
    }
}
