import NIOCore

/// How often something may happen: a burst at once, and then as often as time brings it back.
struct RateBudget {
    private let burst: Double
    private let perSecond: Double
    private let now: () -> NIODeadline
    private var left: Double
    private var last: NIODeadline

    /// - Parameters:
    ///   - burst: How often it may happen at once.
    ///   - perSecond: How often a second it may happen in the long run.
    ///   - now: Tells the time.
    init(burst: UInt64, perSecond: UInt64, now: @escaping () -> NIODeadline) {
        self.burst = Double(burst)
        self.perSecond = Double(perSecond)
        self.now = now
        left = Double(burst)
        last = now()
    }

    /// Notes that it happened.
    ///
    /// - Returns: Whether that was within the budget.
    mutating func spend() -> Bool {
        if left < 1 {
            // Only here is the time asked for: what is rare costs nothing.
            let time = now()
            left = min(burst, left + Double((time - last).nanoseconds) / 1e9 * perSecond)
            last = time
        }
        left -= 1
        return left >= 0
    }

    /// Gives one back, as the peer has done something useful.
    mutating func earn() {
        left = min(burst, left + 1)
    }
}
