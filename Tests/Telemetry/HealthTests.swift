import Testing

@testable import Telemetry

@Suite struct HealthTests {
    private let clock = ManualClock()

    private func running() -> Health {
        let health = Health(clock: clock)
        health.markRunning()
        return health
    }

    @Test("A process is not ready before it says that all is up, and never again once it drains")
    func phases() async {
        let health = Health(clock: clock)
        #expect(await health.readiness().status == "starting")
        health.markRunning()
        #expect(await health.readiness() == HealthReport(status: "ready", isHealthy: true, checks: []))
        health.beginDraining()
        health.markRunning()
        #expect(health.isDraining)
        #expect(await health.readiness() == HealthReport(status: "draining", isHealthy: false, checks: []))
        #expect(await health.liveness().isHealthy)
    }

    @Test("A start says what it waits for, as long as it does")
    func waiting() async {
        let health = Health(clock: clock)
        health.waits(for: "storage", because: "it cannot be reached")
        let report = await health.readiness()
        #expect(!report.isHealthy)
        #expect(
            String(decoding: report.json, as: UTF8.self)
                == #"{"status":"starting","checks":{"storage":"failed: it cannot be reached"}}"#)
        health.waits(for: "storage", because: nil)
        #expect(await health.readiness() == HealthReport(status: "starting", isHealthy: false, checks: []))
    }

    @Test("What is only advice is named when it fails, and traffic comes all the same")
    func advice() async {
        let health = running()
        health.register("storage") {}
        health.register("presence", .advice) { throw HealthFailure("down") }
        let report = await health.readiness()
        #expect(report.isHealthy)
        #expect(
            String(decoding: report.json, as: UTF8.self)
                == #"{"status":"degraded","checks":{"storage":"ok","presence":"failed: down"}}"#)
    }

    @Test("One failing check makes the process unready; each says what it found")
    func checks() async {
        struct Other: Error {}
        let health = running()
        health.register("storage") {}
        health.register("log") { throw HealthFailure("the queue is full") }
        health.register("presence") { throw Other() }
        let report = await health.readiness()
        #expect(!report.isHealthy)
        #expect(
            String(decoding: report.json, as: UTF8.self)
                == #"{"status":"failing","checks":{"storage":"ok","log":"failed: the queue is full","presence":"failed: Other"}}"#
        )
    }

    @Test("Checks for traffic do not have the process restarted, and the other way round")
    func kinds() async {
        let health = running()
        health.register("storage") { throw HealthFailure("down") }
        #expect(await health.liveness().isHealthy)
        health.register("loops", .liveness) { throw HealthFailure("stuck") }
        #expect(await health.liveness().checks.map(\.name) == ["loops"])
        #expect(await health.readiness().checks.map(\.name) == ["storage"])
    }

    @Test("A check of the same name replaces the first")
    func replace() async {
        let health = running()
        health.register("storage") { throw HealthFailure("down") }
        health.register("storage") {}
        #expect(await health.readiness().isHealthy)
    }

    @Test("A check without an answer fails at its time limit, though it does not listen to cancellation")
    func timeout() async {
        let health = running()
        let (gate, opener) = AsyncStream.makeStream(of: Void.self)
        let stubborn = Task { for await _ in gate {} }
        health.register("storage", timeout: .seconds(2)) { await stubborn.value }
        async let report = health.readiness()
        await clock.sleepers(1)
        clock.advance(by: .seconds(2))
        #expect(await report.checks.first?.outcome == .timedOut(after: .seconds(2)))
        #expect(await String(decoding: report.json, as: UTF8.self).contains("no answer in 2 s"))
        opener.finish()
    }

    @Test("A check that hangs runs once, however often it is asked for")
    func oneRun() async {
        let health = running()
        let (gate, opener) = AsyncStream.makeStream(of: Void.self)
        let stubborn = Task { for await _ in gate {} }
        let (starts, started) = AsyncStream.makeStream(of: Void.self)
        health.register("storage") {
            started.yield()
            await stubborn.value
        }
        async let first = health.readiness()
        async let second = health.readiness()
        await clock.sleepers(2)
        clock.advance(by: .seconds(1))
        #expect(await !first.isHealthy)
        #expect(await !second.isHealthy)
        async let third = health.readiness()
        await clock.sleepers(1)
        opener.finish()
        #expect(await third.isHealthy, "the run that was under way all the time has passed")
        started.finish()
        var count = 0
        for await _ in starts { count += 1 }
        #expect(count == 1)
    }

    @Test("A drain that begins while checks run counts")
    func drainMeanwhile() async {
        let health = running()
        health.register("storage") { health.beginDraining() }
        #expect(await health.readiness().status == "draining")
    }
}
