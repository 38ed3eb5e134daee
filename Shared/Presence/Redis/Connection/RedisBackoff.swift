/// How long to wait before connecting again: longer after each failure, and differently in each process, so that those
/// who lost the same server do not come back together.
struct RedisBackoff: Sendable {
    /// The most that is waited after the first failure.
    let base: Duration
    /// The most that is ever waited.
    let limit: Duration

    /// A time between half of what this many failures cost and all of it.
    ///
    /// - Parameters:
    ///   - failures: How many there were in a row; at least one.
    ///   - random: From 0 to 1.
    /// - Returns: How long to wait.
    func delay(after failures: Int, random: Double = .random(in: 0...1)) -> Duration {
        let doublings = min(max(failures - 1, 0), 20)
        return min(base * (1 << doublings), limit) * (0.5 + random / 2)
    }
}
