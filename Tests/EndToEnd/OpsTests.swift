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
            let bob = try await server.client("bob")
            try await bob.subscribe(topic)
            try await alice.publish(topic, text: "counted", noEcho: true)
            #expect(try await bob.texts(of: topic, count: 1) == ["counted"])
            let ops = await server.ops
            #expect(try await HTTPAnswer(of: "\(ops)/live").status == 200)
            #expect(try await HTTPAnswer(of: "\(ops)/ready").status == 200)
            #expect(try await HTTPAnswer(of: "\(ops)/nothing").status == 404)
            var metrics = ""
            // A delivery is counted once it is on its way: bob may have it sooner.
            while !metrics.contains(/parley_gateway_deliveries_total [1-9]/) {
                metrics = try await HTTPAnswer(of: "\(ops)/metrics").text
            }
            #expect(metrics.contains("parley_message_stored_total 1\n"))
            #expect(metrics.contains("parley_gateway_deliveries_total 1\n"), "not to its author, who wanted no echo")
            for name in [
                "parley_message_sequence_seconds_bucket", "parley_gateway_sessions", "process_resident_memory_bytes",
                "parley_presence_payloads_dropped_total",
            ] {
                #expect(metrics.contains(name), "\(name) is missing")
            }
            #expect(!metrics.contains("alice"))
        }
    }
}
