import CoreMetrics
import Logging
import Testing

@testable import Telemetry

@Suite struct OpsServerTests {
    private let health = Health()
    private let registry = PrometheusRegistry()
    private let lines = RecordedLines()

    /// Runs a server on a free port of this machine for the time of a closure.
    private func withServer(_ body: (_ port: Int) async throws -> Void) async throws {
        let (ports, port) = AsyncStream.makeStream(of: Int.self)
        let server = OpsServer(
            host: "127.0.0.1", port: 0, health: health, metrics: registry,
            logger: Log.logger("ops", to: lines.sink), onListening: { port.yield($0) })
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                try await server.run()
                port.finish()
            }
            let bound = try #require(await ports.first { _ in true })
            try await body(bound)
            group.cancelAll()
        }
    }

    @Test("Live, ready and metrics each have their answer")
    func answers() async throws {
        Counter(label: "parley_acks", factory: registry).increment()
        try await withServer { port in
            #expect(port > 0)
            let live = try await HTTPProbe.get("/live", port: port)
            #expect((live.status, live.body) == (200, #"{"status":"live","checks":{}}"#))
            #expect(live.headers["content-type"] == "application/json")
            #expect(live.headers["cache-control"] == "no-store")
            let metrics = try await HTTPProbe.get("/metrics", port: port)
            #expect(metrics.status == 200)
            #expect(metrics.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8")
            #expect(metrics.body.contains("parley_acks_total 1\n"))
        }
    }

    @Test("Ready follows the process from its start to its drain")
    func readiness() async throws {
        try await withServer { port in
            #expect(try await HTTPProbe.get("/ready", port: port).status == 503)
            health.markRunning()
            #expect(try await HTTPProbe.get("/ready", port: port).status == 200)
            health.register("storage") { throw HealthFailure("the disk is full") }
            let failing = try await HTTPProbe.get("/ready", port: port)
            #expect(failing.status == 503)
            #expect(failing.body.contains("the disk is full"))
            health.register("storage") {}
            health.beginDraining()
            let draining = try await HTTPProbe.get("/ready", port: port)
            #expect((draining.status, draining.body) == (503, #"{"status":"draining","checks":{}}"#))
            #expect(try await HTTPProbe.get("/live", port: port).status == 200)
        }
    }

    @Test("HEAD has the status without the body, and nothing else is served")
    func others() async throws {
        try await withServer { port in
            let head = try await HTTPProbe.request("HEAD", "/live", port: port)
            #expect((head.status, head.body) == (200, ""))
            #expect(try await HTTPProbe.get("/", port: port).status == 404)
            #expect(try await HTTPProbe.request("POST", "/ready", port: port).status != 200)
        }
    }

    @Test("A port that is taken is one clear error")
    func taken() async throws {
        try await withServer { port in
            let second = OpsServer(
                host: "127.0.0.1", port: port, health: health, metrics: registry,
                logger: Log.logger("ops", to: lines.sink))
            let error = await #expect(throws: OpsServerError.self) { try await second.run() }
            #expect(error?.description.hasPrefix("cannot listen on 127.0.0.1:\(port): ") == true)
        }
    }
}
