/// One group that all sessions are attached to; some of them write, and all of them hear it.
package struct GroupLoad: Sendable {
    /// The scenario's name.
    package static let name = "group"

    /// Sessions in all shares.
    package var sessions: Int
    /// How many of them write.
    package var publishers: Int
    /// How fast they write.
    package var pacing: LoadPacing

    /// Describes the load.
    package init(sessions: Int, publishers: Int, pacing: LoadPacing) {
        self.sessions = sessions
        self.publishers = publishers
        self.pacing = pacing
    }

    /// Runs it.
    ///
    /// - Throws: `unusable`, `unreachable`, `notPermitted`, `notPrepared`.
    package func run(
        _ plan: LoadPlan, settings: [String: String], interruption: Interruption
    ) async throws(LoadFailure) -> LoadResult {
        let share = plan.share
        let (local, writers) = (share.part(of: sessions), share.part(of: publishers))
        guard sessions > 0, publishers > 0, writers <= local else {
            throw .unusable("of \(sessions) sessions, \(publishers) cannot write")
        }
        return try await LoadRun.conduct(plan, connections: local + 1, interruption) { run throws(LoadFailure) in
            let name = try await run.makeTopic()
            await run.enlist(local)
            try await run.enter()
            await run.attach { Self.topic(name, of: $0, writes: $0.number < writers, size: plan.payload) }
            let present = await run.roll(of: local)
            let measured = await run.measure(tracksRounds: true) { crew, window in
                let senders = crew.sessions.filter { $0.number < writers && $0.isPresent }
                crew.publish(from: senders, of: publishers, pacing, in: window)
            }
            var result = await run.result(Self.name, measured, settings: settings)
            result.audience = present
            result.leftBehind = try await run.leave()
            return result
        }
    }

    /// The group, as a session of it has it.
    static func topic(_ name: String, of session: LightSession, writes: Bool, size: Int) -> AttachedTopic {
        let template = PublishTemplate(topic: name, run: session.crew.run, size: size, noEcho: false)
        return AttachedTopic(name, key: 0, template: writes ? template : nil)
    }
}
