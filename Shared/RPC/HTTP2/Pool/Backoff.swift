/// How long to wait before trying again: longer after each failure, and differently in each process, so that those who
/// failed together do not come back together.
package struct Backoff: Sendable {
    /// The most that is waited after the first failure.
    package var base: Duration
    /// The most that is ever waited.
    package var limit: Duration

    /// Creates one: by default 50 milliseconds, doubled with each failure, up to five seconds.
    package init(base: Duration = .milliseconds(50), limit: Duration = .seconds(5)) {
        self.base = base
        self.limit = limit
    }

    /// A time between half of what this many failures cost and all of it.
    ///
    /// - Parameters:
    ///   - failures: How many there were in a row; at least one.
    ///   - random: From 0 to 1.
    /// - Returns: How long to wait.
    func delay(after failures: Int, random: Double = .random(in: 0...1)) -> Duration {
        let doublings = min(max(failures - 1, 0), 30)
        let most = min(base * (1 << doublings), limit)
        return most * (0.5 + random / 2)
    }
}
