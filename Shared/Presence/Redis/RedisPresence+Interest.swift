extension RedisPresence {
    package func addInterest(_ keys: [String], node: NodeID) async throws(PresenceError) {
        let answers = try await run(.addInterest, Self.pieces(keys).map { [node.rawValue] + $0 })
        // Had the lease ended and started again between two pieces, the first would count no more.
        guard let generation = answers.first, generation != .null, answers.allSatisfy({ $0 == generation }) else {
            throw .noLease
        }
    }

    package func removeInterest(_ keys: [String], node: NodeID) async throws(PresenceError) {
        _ = try await run(.removeInterest, Self.pieces(keys).map { [node.rawValue] + $0 })
    }

    package func interested(in keys: [String]) async throws(PresenceError) -> [[NodeID]] {
        guard !keys.isEmpty else { return [] }
        let answers = try await run(.interested, Self.pieces(keys).map(Array.init))
        let nodes = answers.flatMap { $0.parts ?? [] }.map { ($0.parts ?? []).compactMap(\.text).map(NodeID.init) }
        guard nodes.count == keys.count else { throw .unavailable }
        return nodes
    }
}
