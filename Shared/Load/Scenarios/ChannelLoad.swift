/// A channel: its owner writes, and many readers are attached.
///
/// What counts is when the last of them has a message.
package struct ChannelLoad: Sendable {
    /// The scenario's name.
    package static let name = "channel"

    /// Readers in all shares.
    package var readers: Int
    /// Messages a second.
    package var rate: Double

    /// Describes the load.
    package init(readers: Int, rate: Double) {
        self.readers = readers
        self.rate = rate
    }

    /// Runs it.
    ///
    /// - Throws: `unusable`, `unreachable`, `notPermitted`, `notPrepared`.
    package func run(
        _ plan: LoadPlan, settings: [String: String], interruption: Interruption
    ) async throws(LoadFailure) -> LoadResult {
        guard readers > 0, LoadPacing.rates.contains(rate) else {
            throw .unusable("there have to be readers, and a rate up to 10 million")
        }
        let local = plan.share.part(of: readers)
        return try await LoadRun.conduct(plan, connections: local + 1, interruption) { run throws(LoadFailure) in
            let name = "chn" + (try await run.makeTopic(isChannel: true)).dropFirst(3)
            await run.enlist(local)
            try await run.enter()
            await run.attach { _ in AttachedTopic(name, key: 0) }
            let present = await run.roll(of: local)
            let measured = await run.measure(tracksRounds: true) { crew, window in
                guard let owner = crew.owner, !owner.topics.isEmpty else { return }
                crew.publish(from: [owner], of: 1, .rate(rate), in: window)
            }
            var result = await run.result(Self.name, measured, settings: settings)
            result.audience = present
            result.leftBehind = try await run.leave()
            return result
        }
    }
}
