import ParleyClient
import RunningParley
import Testing

/// What operators see of a server.
@Suite(.timeLimit(.minutes(5))) struct OpsTests {
    @Test("It is live, ready, and counts what goes on")
    func health() async throws {
        try await withParley { server in
            let alice = try await server.client("alice")
            let topic = try #require(try await alice.subscribe("new").topic)
            try await alice.publish(topic, text: "counted")
            let ops = await server.ops
            #expect(try await HTTPAnswer(of: "\(ops)/live").status == 200)
            #expect(try await HTTPAnswer(of: "\(ops)/ready").status == 200)
            #expect(try await HTTPAnswer(of: "\(ops)/nothing").status == 404)
            let metrics = try await HTTPAnswer(of: "\(ops)/metrics").text
            #expect(metrics.contains("parley_message_stored_total 1\n"))
            for name in [
                "parley_message_sequence_seconds_bucket", "parley_gateway_sessions", "process_resident_memory_bytes",
            ] {
                #expect(metrics.contains(name), "\(name) is missing")
            }
            #expect(!metrics.contains("alice"))
        }
    }
}
