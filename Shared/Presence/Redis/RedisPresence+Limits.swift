extension RedisPresence {
    /// Takes tokens from a bucket that all nodes share, if there are enough.
    ///
    /// In whole microseconds: what a division leaves over is rounded in favour of the caller, so that more than a
    /// million tokens a second are no limit.
    package func take(
        _ cost: Double, from bucket: String, limit: RateLimit
    ) async throws(PresenceError) -> RateDecision {
        guard cost > 0 else { return .allowed }
        let taken = Self.microseconds((min(cost, limit.capacity) * 1e6 / limit.refillPerSecond).rounded(.down))
        let whole = Self.microseconds((limit.capacity * 1e6 / limit.refillPerSecond).rounded(.up))
        guard taken > 0 else { return .allowed }
        guard let wait = try await run(.take, [[bucket, String(taken), String(whole)]]).first?.number else {
            throw .unavailable
        }
        return wait > 0 ? .retry(after: .microseconds(wait)) : .allowed
    }

    /// Bounded so that a sum of it and the time is exact in Lua: 35 years.
    private static func microseconds(_ value: Double) -> Int64 {
        value < 0x1p50 ? Int64(value) : 1 << 50
    }
}
