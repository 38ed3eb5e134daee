extension LoadRun {
    /// Opens a run, does something with it, and closes it whatever happens.
    ///
    /// - Parameters:
    ///   - plan: What is to be done.
    ///   - connections: How many connections this process needs at once.
    ///   - interruption: What ends it early.
    ///   - body: The scenario.
    /// - Returns: What the scenario returns.
    /// - Throws: What opening or the scenario throws.
    static func conduct(
        _ plan: LoadPlan, connections: Int, _ interruption: Interruption,
        _ body: (LoadRun) async throws(LoadFailure) -> LoadResult
    ) async throws(LoadFailure) -> LoadResult {
        let run = try await open(plan, connections: connections, interruption: interruption)
        do {
            let result = try await body(run)
            await run.shutDown()
            return result
        } catch {
            await run.shutDown()
            throw error
        }
    }
}
