import Foundation

/// All users are there, all are cut off at once, and all come back.
package struct StormLoad: Sendable {
    /// The scenario's name.
    package static let name = "storm"

    /// Connections in all shares.
    package var connections: Int
    /// How many come back at once, in all shares; the others follow as soon as one is in.
    package var burst: Int

    /// Describes the load.
    package init(connections: Int, burst: Int) {
        self.connections = connections
        self.burst = burst
    }

    /// Runs it.
    ///
    /// - Throws: `unusable`, `unreachable`, `notPermitted`, `notPrepared`.
    package func run(
        _ plan: LoadPlan, settings: [String: String], interruption: Interruption
    ) async throws(LoadFailure) -> LoadResult {
        guard connections > 0, burst > 0 else { throw .unusable("there has to be at least one connection at once") }
        let (local, width) = (plan.share.part(of: connections), max(1, plan.share.part(of: burst)))
        return try await LoadRun.conduct(plan, connections: local, interruption) { run throws(LoadFailure) in
            await run.enlist(local)
            try await run.enter()
            await run.attach { _ in .me }
            let present = await run.roll(of: local)
            let cut = await run.commonStart()
            await run.wait(plan.patience) { MonotonicClock.now >= cut }
            let seconds = await storm(run, width: run.share(of: width), from: MonotonicClock.now, present)
            let measured = Measured(started: .now, seconds: seconds ?? 0)
            var result = await run.result(Self.name, measured, settings: settings)
            result.allBack = seconds
            result.leftBehind = try await run.leave()
            return result
        }
    }

    /// Cuts all connections and brings all back.
    ///
    /// - Returns: How long that took, seconds; nil when not all came back in time.
    private func storm(_ run: LoadRun, width: Int, from cut: UInt64, _ present: Int) async -> Double? {
        await run.gather { crew in
            for session in crew.sessions where session.isPresent { session.close(abruptly: true) }
        }
        await run.wait(run.plan.patience) {
            await run.gather { crew in crew.sessions.allSatisfy { $0.stage == .closed } }.allSatisfy { $0 }
        }
        let last = Box<UInt64>()
        let back = Counter()
        await run.phase { crew, done in
            crew.each(crew.sessions.count, width: width) { index, next in
                let session = crew.sessions[index]
                guard session.user != nil else { return next() }
                session.comeBack(to: .me) { isBack in
                    crew.noteEntering(isBack)
                    if isBack {
                        let now = MonotonicClock.now
                        crew.meter.time(.returning, now - cut)
                        last.value = max(last.value ?? 0, now)
                        back.add()
                    }
                    next()
                }
            } done: {
                done()
            }
        }
        guard present > 0, back.value >= present, let last = last.value else { return nil }
        return Double(last - cut) / 1e9
    }
}

extension LightSession {
    /// Connects again, logs in and attaches; the session is present if all worked.
    func comeBack(to topic: AttachedTopic, _ done: @escaping (Bool) -> Void) {
        enter { [self] isIn in
            guard isIn else { return done(false) }
            attach(to: topic) { isAttached in
                self.isPresent = isAttached
                done(isAttached)
            }
        }
    }
}
