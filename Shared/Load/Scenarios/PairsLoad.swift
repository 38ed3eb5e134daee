/// People who write to each other, two by two; one of each pair writes.
package struct PairsLoad: Sendable {
    /// The scenario's name.
    package static let name = "pairs"

    /// Pairs in all shares.
    package var pairs: Int
    /// How fast they write.
    package var pacing: LoadPacing

    /// Describes the load.
    package init(pairs: Int, pacing: LoadPacing) {
        self.pairs = pairs
        self.pacing = pacing
    }

    /// Runs it.
    ///
    /// - Throws: `unusable`, `unreachable`, `notPermitted`, `notPrepared`.
    package func run(
        _ plan: LoadPlan, settings: [String: String], interruption: Interruption
    ) async throws(LoadFailure) -> LoadResult {
        guard pairs > 0 else { throw .unusable("there has to be at least one pair") }
        let local = plan.share.part(of: pairs)
        return try await LoadRun.conduct(plan, connections: local * 2, interruption) { run throws(LoadFailure) in
            await run.enlist(local * 2, unit: 2)
            try await run.enter()
            // One after the other: the first one makes the conversation.
            for side in 0...1 {
                await run.attach { session in
                    session.number % 2 == side ? Self.topic(of: session, size: plan.payload) : nil
                }
            }
            _ = await run.roll(of: local * 2)
            let measured = await run.measure { crew, window in
                let senders = crew.sessions.filter { $0.number % 2 == 0 && $0.isPresent }
                crew.publish(from: senders, of: pairs, pacing, in: window)
            }
            var result = await run.result(Self.name, measured, settings: settings)
            result.leftBehind = try await run.leave()
            return result
        }
    }

    /// What a session calls the conversation of its pair; nil when the other one is nobody.
    private static func topic(of session: LightSession, size: Int) -> AttachedTopic? {
        let sends = session.number % 2 == 0
        guard let peer = session.crew.sessions[session.place ^ 1].user else { return nil }
        let template = PublishTemplate(topic: peer.id, run: session.crew.run, size: size, noEcho: true)
        return AttachedTopic(peer.id, key: session.number / 2, template: sends ? template : nil, hearsAll: !sends)
    }
}
