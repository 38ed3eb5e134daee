import Foundation
import ParleyClient
import RunningParley
import Testing

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// What operators see of a server.
@Suite struct OpsTests {
    @Test("It is live, ready, and counts what goes on")
    func health() async throws {
        try await withParley { server in
            let alice = try await server.client("alice")
            let topic = try #require(try await alice.subscribe("new").topic)
            try await alice.publish(topic, text: "counted")
            let ops = await server.ops
            #expect(try await status(of: "\(ops)/live") == 200)
            #expect(try await status(of: "\(ops)/ready") == 200)
            #expect(try await status(of: "\(ops)/nothing") == 404)
            let metrics = try await text(of: "\(ops)/metrics")
            #expect(metrics.contains("parley_message_stored_total 1\n"))
            for name in [
                "parley_message_sequence_seconds_bucket", "parley_gateway_sessions", "process_resident_memory_bytes",
            ] {
                #expect(metrics.contains(name), "\(name) is missing")
            }
            #expect(!metrics.contains("alice"))
        }
    }

    private func status(of address: String) async throws -> Int {
        try await load(address).status
    }

    private func text(of address: String) async throws -> String {
        try await load(address).text
    }

    private func load(_ address: String) async throws -> (status: Int, text: String) {
        let url = try #require(URL(string: address))
        let (data, response) = try await URLSession.shared.data(from: url)
        let status = try #require(response as? HTTPURLResponse).statusCode
        return (status, String(decoding: data, as: UTF8.self))
    }
}
