extension RedisPresence {
    @discardableResult
    package func renewLease(
        _ node: NodeID, address: String, ttl: Duration
    ) async throws(PresenceError) -> LeaseRenewal {
        let word = String(UInt64.random(in: 0...UInt64.max), radix: 36)
        let lifetime = String(Self.milliseconds(ttl))
        return try await run(.renewLease, [[node.rawValue, address, lifetime, word]]).first == .integer(1)
            ? .started : .renewed
    }

    package func releaseLease(_ node: NodeID) async throws(PresenceError) {
        // Without its lease its interest counts no more; what is left of it is cleared away by the others.
        _ = try await reply(to: RedisCommand("DEL", leaseKey(of: node)))
    }

    package func takeAbandoned() async throws(PresenceError) -> [String] {
        try await run(.sweep, [[String(Settings.keysPerSweep)]]).first?.parts?.compactMap(\.text) ?? []
    }

    package func address(of node: NodeID) async throws(PresenceError) -> String? {
        try await reply(to: RedisCommand("GET", leaseKey(of: node))).text.flatMap(Self.address(inLease:))
    }

    package func nodes() async throws(PresenceError) -> [NodeID: String] {
        let parts = try await run(.nodes, [[]]).first?.parts?.map { $0.text ?? "" } ?? []
        var addresses: [NodeID: String] = [:]
        for index in stride(from: 0, to: parts.count - 1, by: 2) {
            addresses[NodeID(parts[index])] = Self.address(inLease: parts[index + 1])
        }
        return addresses
    }

    private func leaseKey(of node: NodeID) -> String {
        "\(settings.prefix)lease:\(node)"
    }

    /// The address in a lease: all that follows its generation and a space.
    private static func address(inLease lease: String) -> String? {
        lease.firstIndex(of: " ").map { String(lease[lease.index(after: $0)...]) }
    }

    /// At least one, at most 34 years: Redis takes no other lifetimes.
    private static func milliseconds(_ time: Duration) -> Int64 {
        let limit: Int64 = 1 << 40
        guard time < .milliseconds(limit) else { return limit }
        let (seconds, attoseconds) = time.components
        return max(1, seconds * 1_000 + attoseconds / 1_000_000_000_000_000)
    }
}
