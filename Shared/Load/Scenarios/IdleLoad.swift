/// Users who are there and do nothing.
///
/// What counts is what the server keeps for each of them.
package struct IdleLoad: Sendable {
    /// The scenario's name.
    package static let name = "idle"

    /// How long the server may settle before its memory is looked at.
    private static let rest = Duration.seconds(1)

    /// Connections in all shares.
    package var connections: Int

    /// Describes the load.
    package init(connections: Int) {
        self.connections = connections
    }

    /// Runs it.
    ///
    /// - Throws: `unusable`, `unreachable`, `notPermitted`, `notPrepared`.
    package func run(
        _ plan: LoadPlan, settings: [String: String], interruption: Interruption
    ) async throws(LoadFailure) -> LoadResult {
        guard connections > 0 else { throw .unusable("there has to be at least one connection") }
        let local = plan.share.part(of: connections)
        return try await LoadRun.conduct(plan, connections: local, interruption) { run throws(LoadFailure) in
            let before = plan.processes.map { ProcessMemory.resident(of: $0) }
            await run.meet("counted")
            await run.enlist(local)
            try await run.enter()
            await run.attach { _ in .me }
            _ = await run.roll(of: local)
            await run.meet("settled")
            try? await Task.sleep(for: Self.rest)
            let measured = await run.measure { _, _ in }
            var result = await run.result(Self.name, measured, settings: settings)
            result.memory = zip(plan.processes, before).compactMap { process, before in
                guard let before, let after = ProcessMemory.resident(of: process) else { return nil }
                return ProcessMemory(process: process, before: before, after: after)
            }
            result.leftBehind = try await run.leave()
            return result
        }
    }
}

extension AttachedTopic {
    /// The topic that makes a user be there.
    static var me: AttachedTopic { AttachedTopic("me", key: -1, hearsAll: false) }
}
