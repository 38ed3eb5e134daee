/// How much may happen how often: a bucket of tokens that refills steadily.
package struct RateLimit: Sendable, Hashable {
    /// The most tokens in the bucket, which is the largest burst.
    ///
    /// A new bucket is full.
    package let capacity: Double
    /// The tokens that are added each second, which is the steady rate.
    package let refillPerSecond: Double

    /// Makes a limit.
    ///
    /// - Parameters:
    ///   - capacity: The largest burst. Less than 1 counts as 1, since nothing could ever pass.
    ///   - refillPerSecond: The steady rate. Less than 0.000001 (a token in 12 days) counts as that; infinity is no
    ///     limit.
    package init(capacity: Double, refillPerSecond: Double) {
        // Written so that what is not a number counts as too little.
        self.capacity = capacity > 1 ? capacity : 1
        self.refillPerSecond = refillPerSecond > 0.000_001 ? refillPerSecond : 0.000_001
    }
}
