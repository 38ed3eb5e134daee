/// The pauses between attempts: doubling from the first to the longest.
///
/// There is no jitter: one loop waits for one resource, so that nobody moves in step with it.
package struct RetryDelay: Sendable, Equatable {
    /// The pause after the first failure.
    package let first: Duration
    /// The longest pause.
    package let longest: Duration
    private var upcoming: Duration

    /// Makes the pauses.
    ///
    /// - Parameters:
    ///   - first: Default 20 ms: longer than a lock is held, shorter than a person notices.
    ///   - longest: Default 2 s: a dependency that comes back is found within that.
    package init(first: Duration = .milliseconds(20), longest: Duration = .seconds(2)) {
        self.first = first
        self.longest = longest
        upcoming = min(first, longest)
    }

    /// The pause to make now; the following one will be twice as long.
    package mutating func next() -> Duration {
        defer { upcoming = min(upcoming * 2, longest) }
        return upcoming
    }

    /// Starts over, after a success.
    package mutating func reset() {
        upcoming = min(first, longest)
    }
}
