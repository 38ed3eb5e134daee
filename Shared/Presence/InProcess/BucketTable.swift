/// Token buckets, each kept as the one moment at which it will be full again.
///
/// A token is worth a stretch of time: taking some moves that moment away by as much, and is allowed as long as it is
/// not further away than the whole bucket is worth. All in whole nanoseconds, so that nothing drifts; what a division
/// leaves over is rounded in favour of the caller. Pure state; times are nanoseconds of the owner's clock.
struct BucketTable {
    private let capacity: Int
    private var fullAt: [String: Int64] = [:]
    /// How many buckets there may be before the full ones are looked for.
    private var sweepSize: Int

    /// Makes an empty table.
    ///
    /// - Parameter capacity: The most buckets to remember.
    init(capacity: Int) {
        self.capacity = capacity
        sweepSize = min(1_024, capacity)
    }

    /// How many buckets are remembered.
    var count: Int { fullAt.count }

    mutating func take(_ cost: Double, from bucket: String, limit: RateLimit, now: Int64) -> RateDecision {
        guard cost > 0 else { return .allowed }
        let whole = Self.nanoseconds((limit.capacity * 1e9 / limit.refillPerSecond).rounded(.up))
        let taken = Self.nanoseconds((min(cost, limit.capacity) * 1e9 / limit.refillPerSecond).rounded(.down))
        let before = fullAt[bucket]
        let after = max(before ?? now, now) + taken
        guard after - now <= whole else {
            return .retry(after: .nanoseconds(after - now - whole))
        }
        fullAt[bucket] = after
        if before == nil, fullAt.count > sweepSize { sweep(now) }
        return .allowed
    }

    /// Forgets full buckets, and if that is not enough, those that are nearest to it.
    private mutating func sweep(_ now: Int64) {
        fullAt = fullAt.filter { $0.value > now }
        let kept = capacity - capacity / 4
        if sweepSize == capacity, fullAt.count > kept {
            // A quarter at once: sorting is then paid for by the buckets that come before the next time.
            let emptiest = fullAt.sorted { $0.value > $1.value }.prefix(kept)
            fullAt = Dictionary(emptiest.map { ($0.key, $0.value) }, uniquingKeysWith: max)
        }
        sweepSize = min(max(1_024, fullAt.count * 2), capacity)
    }

    /// Bounded so that sums of it and of any time since the start stay in range: 36 years.
    private static func nanoseconds(_ value: Double) -> Int64 {
        value < 0x1p60 ? Int64(value) : 1 << 60
    }
}
