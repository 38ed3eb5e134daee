import Synchronization

/// What a check speaks for.
package enum HealthCheckKind: Sendable, Hashable {
    /// Whether traffic should come here: a failure takes the process out of its load balancer.
    case readiness

    /// What is told beside readiness: a failure is named, and traffic comes all the same.
    case advice

    /// Whether the process can go on at all: a failure has it restarted, so check nothing that lies outside of it.
    case liveness
}

/// Tells whether the process is alive and whether it should get traffic.
///
/// It begins as starting, which is not ready; `markRunning` ends that when all services are up, and `beginDraining` ends
/// readiness for good when the process is told to stop.
package final class Health: Sendable {
    private enum Phase: String {
        case starting
        case running
        case draining
    }

    private struct State {
        var phase = Phase.starting
        var probes: [HealthProbe] = []
        var obstacle: HealthReport.Check?
    }

    private let state = Mutex(State())
    private let clock: any Clock<Duration>

    /// Makes the health of a process that is starting.
    package init(clock: any Clock<Duration> = ContinuousClock()) {
        self.clock = clock
    }

    /// Adds a check; it runs whenever somebody asks, and replaces one of the same name.
    ///
    /// - Parameters:
    ///   - name: What is checked, as the report names it: `storage`.
    ///   - kind: What it speaks for.
    ///   - timeout: How long an answer may take; later is a failure.
    ///   - check: Returns if all is well; throws `HealthFailure` to say why not. Cancelled when it takes too long.
    package func register(
        _ name: String, _ kind: HealthCheckKind = .readiness, timeout: Duration = .seconds(1),
        check: @escaping @Sendable () async throws -> Void
    ) {
        let probe = HealthProbe(name, kind, timeout: timeout, clock: clock, check: check)
        state.withLock { state in
            if let index = state.probes.firstIndex(where: { $0.name == name }) {
                state.probes[index] = probe
            } else {
                state.probes.append(probe)
            }
        }
    }

    /// Says that all services are up; without effect on a process that drains.
    package func markRunning() {
        state.withLock { if $0.phase == .starting { $0.phase = .running } }
    }

    /// Says what a start waits for; the report of a process that is starting names it.
    ///
    /// - Parameters:
    ///   - name: What is waited for: `mongodb`.
    ///   - reason: What is wrong with it, without users and secrets; nil once nothing is any more.
    package func waits(for name: String, because reason: String?) {
        state.withLock { state in
            state.obstacle = reason.map { HealthReport.Check(name: name, outcome: .failed(reason: $0)) }
        }
    }

    /// Says that the process is about to stop and wants no new traffic.
    package func beginDraining() {
        state.withLock { $0.phase = .draining }
    }

    /// Whether the process is about to stop.
    package var isDraining: Bool { state.withLock { $0.phase == .draining } }

    /// Whether traffic should come: all services are up, none drains, and every readiness check passes just now.
    ///
    /// What is only advice is in the report too.
    package func readiness() async -> HealthReport {
        let (phase, probes, obstacle) = snapshot([.readiness, .advice])
        guard phase == .running else {
            let checks = phase == .starting ? [obstacle].compactMap(\.self) : []
            return HealthReport(status: phase.rawValue, isHealthy: false, checks: checks)
        }
        let checks = await Self.results(of: probes)
        let passed = zip(probes, checks).allSatisfy { $0.kind == .advice || $1.outcome == .passed }
        let isWhole = checks.allSatisfy { $0.outcome == .passed }
        // A drain that began while the checks ran is as good as one before.
        guard !isDraining else { return HealthReport(status: "draining", isHealthy: false, checks: checks) }
        return HealthReport(
            status: isWhole ? "ready" : passed ? "degraded" : "failing", isHealthy: passed, checks: checks)
    }

    /// Whether the process can go on: every liveness check passes just now; true in all phases.
    package func liveness() async -> HealthReport {
        let checks = await Self.results(of: snapshot([.liveness]).probes)
        let passed = checks.allSatisfy { $0.outcome == .passed }
        return HealthReport(status: passed ? "live" : "failing", isHealthy: passed, checks: checks)
    }

    private func snapshot(
        _ kinds: Set<HealthCheckKind>
    ) -> (phase: Phase, probes: [HealthProbe], obstacle: HealthReport.Check?) {
        state.withLock { state in (state.phase, state.probes.filter { kinds.contains($0.kind) }, state.obstacle) }
    }

    /// Runs checks side by side and gives the results in their order.
    private static func results(of probes: [HealthProbe]) async -> [HealthReport.Check] {
        await withTaskGroup(of: (Int, HealthOutcome).self) { group in
            for (index, probe) in probes.enumerated() {
                group.addTask { (index, await probe.outcome()) }
            }
            var outcomes: [Int: HealthOutcome] = [:]
            for await (index, outcome) in group { outcomes[index] = outcome }
            return probes.enumerated().compactMap { index, probe in
                outcomes[index].map { HealthReport.Check(name: probe.name, outcome: $0) }
            }
        }
    }
}
